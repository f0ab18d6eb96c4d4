internal import Connectors
internal import Documents
internal import Foundation

/// What `retail/events.yaml` says: where events come from, and where they go.
struct EventsFile {
  /// Who sends webhooks, and how they are signed.
  enum Sender: String, CaseIterable, Sendable { case shopify, woocommerce, stripe, aftership, cloudevents }

  struct Webhook {
    var name: String
    var sender: Sender
    var secrets: [String]
  }

  struct Poll {
    var backend: String
    var seconds: Int
    var proofEvery: Int
  }

  struct Queue {
    var name: String
    var address: String
    var queue: String
  }

  struct Topics {
    var name: String
    var servers: String
    var group: String
    var topics: [String]
  }

  struct Drop {
    var name: String
    var folder: String
  }

  /// Where what Aisle did is told.
  enum Sink {
    case webhook(name: String, url: String, secrets: [String])
    case queue(name: String, address: String, exchange: String)
    case topic(name: String, servers: String, topic: String)
  }

  var sinks: [Sink] = []
  var webhooks: [Webhook] = []
  var polls: [Poll] = []
  var queues: [Queue] = []
  var topics: [Topics] = []
  var drops: [Drop] = []
  /// The back ends whose reads are answered from the read model first.
  var serves: [String] = []
  /// The Redis that several machines share.
  struct SharedModel {
    var host: String
    var port: Int
    var password: String?
    /// What is stored there is sealed with this: the same on every machine.
    var secret: String
  }

  /// Where the read model is when several machines share it; nil: in this process.
  var redis: SharedModel?

  /// Whether nothing comes in.
  var isEmpty: Bool {
    webhooks.isEmpty && polls.isEmpty && queues.isEmpty && topics.isEmpty && drops.isEmpty && serves.isEmpty
  }

  /// Reads the file of a retail folder; nothing when there is none. Throws a `DocumentError`.
  static func read(
    retail: String, backends: [String], environment: [String: String]
  ) throws(DocumentError) -> EventsFile {
    let path = "\(retail)/events.yaml"
    guard FileManager.default.fileExists(atPath: path) else { return EventsFile() }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw DocumentError(file: path, line: 0, message: "cannot be read; it must be a file of UTF-8 text")
    }
    let document = try Document(file: path, text: text)
    try document.allow(only: [
      "webhooks", "polls", "rabbitmq", "kafka", "files", "serves", "redis", "out",
    ])
    let secrets = Secrets(environment: environment, directory: URL(filePath: retail))
    var file = EventsFile()
    for (name, part) in try document.optional("webhooks")?.members() ?? [] {
      try part.allow(only: ["from", "secrets"])
      var found: [String] = []
      for secret in try part.required("secrets", "[env:SHOPIFY_WEBHOOK_SECRET]").list() {
        found.append(try secrets.value(secret))
      }
      guard !found.isEmpty else {
        throw part.error("'\(part.path).secrets' needs at least one, as in [env:SHOP_SECRET]")
      }
      file.webhooks.append(
        Webhook(name: name, sender: try part.required("from", "shopify").choice(Sender.self), secrets: found))
    }
    for (name, part) in try document.optional("polls")?.members() ?? [] {
      try part.allow(only: ["every_seconds", "prove_every"])
      guard backends.contains(name) else {
        throw part.error("there is no back end '\(name)'; there are \(backends.joined(separator: ", "))")
      }
      file.polls.append(
        Poll(
          backend: name, seconds: try part.required("every_seconds", "60").integer(1...86_400),
          proofEvery: try part.optional("prove_every")?.integer(0...10_000) ?? 60))
    }
    for (name, part) in try document.optional("rabbitmq")?.members() ?? [] {
      try part.allow(only: ["address", "queue"])
      file.queues.append(
        Queue(
          name: name, address: try secrets.value(part.required("address", "env:RABBITMQ_URL")),
          queue: try part.required("queue", "retail-events").string()))
    }
    for (name, part) in try document.optional("kafka")?.members() ?? [] {
      try part.allow(only: ["servers", "group", "topics"])
      file.topics.append(
        Topics(
          name: name, servers: try part.required("servers", "kafka.example.com:9092").string(),
          group: try part.optional("group")?.string() ?? "aisle",
          topics: try part.required("topics", "[retail.orders]").strings()))
    }
    for (name, part) in try document.optional("files")?.members() ?? [] {
      try part.allow(only: ["folder"])
      file.drops.append(Drop(name: name, folder: try part.required("folder", "/var/spool/aisle/events").string()))
    }
    for element in try document.optional("serves")?.list() ?? [] {
      let name = try element.string()
      guard backends.contains(name) else {
        throw element.error("there is no back end '\(name)'; there are \(backends.joined(separator: ", "))")
      }
      file.serves.append(name)
    }
    for (name, part) in try document.optional("out")?.members() ?? [] {
      try part.allow(only: ["webhook", "secrets", "rabbitmq", "exchange", "kafka", "topic"])
      if let url = try part.optional("webhook") {
        var found: [String] = []
        for secret in try part.required("secrets", "[env:OUT_SECRET]").list() {
          found.append(try secrets.value(secret))
        }
        file.sinks.append(.webhook(name: name, url: try url.string(), secrets: found))
      } else if let address = try part.optional("rabbitmq") {
        file.sinks.append(
          .queue(
            name: name, address: try secrets.value(address),
            exchange: try part.required("exchange", "aisle-events").string()))
      } else if let servers = try part.optional("kafka") {
        file.sinks.append(
          .topic(name: name, servers: try servers.string(), topic: try part.required("topic", "aisle.events").string()))
      } else {
        throw part.error("'\(part.path)' needs webhook:, rabbitmq: or kafka:")
      }
    }
    file.redis = try document.optional("redis").map { part throws(DocumentError) in try shared(part, secrets) }
    return file
  }

  private static func shared(_ part: Document, _ secrets: Secrets) throws(DocumentError) -> SharedModel {
    try part.allow(only: ["address", "password", "secret"])
    let place = try part.required("address", "127.0.0.1:6379")
    let address = try place.string()
    let parts = address.split(separator: ":")
    guard parts.count == 2, let port = Int(parts[1]), (1...65_535).contains(port) else {
      throw place.error("'redis.address' must be host:port, as in 127.0.0.1:6379, not '\(address)'")
    }
    let reference = try part.required("secret", "env:AISLE_SHARED_SECRET")
    let secret = try secrets.value(reference)
    guard secret.utf8.count >= 32 else {
      throw reference.error(
        "'redis.secret' is too short: facts about customers are sealed with it; make one of 32 characters or more, as "
          + "with: openssl rand -hex 32")
    }
    return SharedModel(
      host: String(parts[0]), port: port,
      password: try part.optional("password").map { text throws(DocumentError) in try secrets.value(text) },
      secret: secret)
  }

  private struct Secrets {
    var environment: [String: String]
    var directory: URL

    func value(_ document: Document) throws(DocumentError) -> String {
      guard let reference = SecretReference(try document.string()) else {
        throw document.error(
          "'\(document.path)' must say where the secret is, not what: env:NAME or file:PATH, as in env:SHOP_SECRET")
      }
      guard let value = reference.value(environment: environment, directory: directory) else {
        throw document.error("\(reference) is not there or empty")
      }
      return value
    }
  }
}
