internal import AsyncHTTPClient
internal import Brokers
internal import Databases
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// Looks at all that `retail/events.yaml` names: logs in where one can, and sends, takes and creates nothing.
struct EventProbes {
  var file: EventsFile
  private static let area = "events"

  func look() async -> [Finding] {
    var findings = file.webhooks.map(webhook)
    for queue in file.queues {
      findings.append(
        await rabbit(
          "queue \(queue.name)", queue.address, seen: "logged in; the queue \(queue.queue) is declared at start"))
    }
    for topics in file.topics { findings.append(await kafka("topics \(topics.name)", topics.servers, topics.topics)) }
    findings += file.drops.map(drop)
    if let redis = file.redis { findings.append(await shared(redis)) }
    for sink in file.sinks { findings.append(await out(sink)) }
    return findings
  }

  private func finding(
    _ name: String, _ verdict: Finding.Verdict, _ seen: String, _ advice: String? = nil,
    _ began: ContinuousClock.Instant? = nil
  ) -> Finding {
    Finding(
      area: Self.area, name: name, verdict: verdict, seen: seen, advice: advice,
      milliseconds: began.map { (ContinuousClock.now - $0) / .milliseconds(1) })
  }

  private func webhook(_ webhook: EventsFile.Webhook) -> Finding {
    let name = "webhook \(webhook.name)"
    guard let short = webhook.secrets.map(\.utf8.count).min(), short >= 16 else {
      return finding(
        name, .weak, "a secret of fewer than 16 characters",
        "have \(webhook.sender.rawValue) make a longer one, and put it in its place")
    }
    return finding(
      name, .works,
      "signed by \(webhook.sender.rawValue), \(webhook.secrets.count) secret(s); comes in at POST /events/\(webhook.name)"
    )
  }

  private func rabbit(_ name: String, _ address: String, seen: String) async -> Finding {
    let began = ContinuousClock.now
    do {
      var settings = try RabbitMQSettings(url: address)
      settings.connectTimeout = .seconds(3)
      let publisher = RabbitMQPublisher(settings)
      defer { Task { await publisher.close() } }
      _ = try await publisher.publish([])
      return finding(name, .works, seen, nil, began)
    } catch {
      return finding(
        name, .broken, error.message, "is the broker up, and are host, account and virtual host of its address right?",
        began)
    }
  }

  private func kafka(_ name: String, _ servers: String, _ topics: [String]) async -> Finding {
    let began = ContinuousClock.now
    do {
      let known = try await KafkaCluster.topics(KafkaSettings(bootstrapServers: servers), timeout: .seconds(5))
      let missing = topics.filter { !known.contains($0) }
      guard missing.isEmpty else {
        return finding(
          name, .weak, "connected; there is no topic \(missing.joined(separator: ", "))",
          "make the topic, or correct its name: until then nothing comes or goes", began)
      }
      return finding(name, .works, "connected; \(topics.joined(separator: ", ")) is there", nil, began)
    } catch {
      return finding(name, .broken, error.message, "is \(servers) up and reachable from this machine?", began)
    }
  }

  private func drop(_ drop: EventsFile.Drop) -> Finding {
    var isFolder: ObjCBool = false
    let name = "folder \(drop.name)"
    guard FileManager.default.fileExists(atPath: drop.folder, isDirectory: &isFolder) else {
      return finding(name, .broken, "\(drop.folder) is not there", "make it, and let this user read and write there")
    }
    guard isFolder.boolValue, FileManager.default.isWritableFile(atPath: drop.folder) else {
      return finding(
        name, .broken, "\(drop.folder) is \(isFolder.boolValue ? "not writable" : "no folder")",
        "files that were read are moved aside: let this user write there")
    }
    return finding(name, .works, "\(drop.folder) can be read and written")
  }

  private func shared(_ redis: EventsFile.SharedModel) async -> Finding {
    let began = ContinuousClock.now
    let name = "redis", place = "\(redis.host):\(redis.port)"
    let client = RedisClient(RedisSettings(host: redis.host, port: redis.port, password: redis.password))
    defer { Task { await client.close() } }
    do {
      let answer = try await client.command(["PING"], timeout: .seconds(3))
      guard answer.text == "PONG" else {
        return finding(
          name, .broken, "\(place) answers, but not as Redis does", "look at redis.address and redis.password", began)
      }
      return finding(name, .works, "\(place) answers", nil, began)
    } catch {
      return finding(
        name, .broken, error.message,
        "without it nothing is read from the shared read model: is Redis up, and the password right?", began)
    }
  }

  private func out(_ sink: EventsFile.Sink) async -> Finding {
    switch sink {
    case .webhook(let name, let url, _): return await reach("out \(name)", url)
    case .queue(let name, let address, let exchange):
      return await rabbit("out \(name)", address, seen: "logged in; the exchange \(exchange) is declared at start")
    case .topic(let name, let servers, let topic): return await kafka("out \(name)", servers, [topic])
    }
  }

  /// Whether somebody answers there; no event is sent.
  private func reach(_ name: String, _ url: String) async -> Finding {
    let began = ContinuousClock.now
    var request = HTTPClientRequest(url: url)
    request.method = .OPTIONS
    do {
      let status = try await HTTPClient.shared.execute(request, timeout: .seconds(3)).status.code
      return finding(name, .works, "\(url) answers (\(status) to OPTIONS); no event was sent", nil, began)
    } catch {
      return finding(
        name, .broken, "\(url) cannot be reached",
        "events wait in the outbox until it can: is the address right, and its server up?", began)
    }
  }
}
