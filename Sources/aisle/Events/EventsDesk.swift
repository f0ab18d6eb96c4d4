internal import Commerce
internal import Events
internal import Foundation
internal import Operations
internal import Storage

/// What may be done about events by hand, while the server runs that takes them in and tells them.
struct EventsDesk: Sendable {
  /// What is to be done.
  enum Order: Codable, Equatable {
    /// Takes dead letters in again; none named: all.
    case retry([Int64])
    /// Forgets dead letters.
    case forget([Int64])
    /// Makes the read model anew from the log and compares.
    case rebuild
    /// Tells a sink again what was given up.
    case revive(String)
  }

  /// How it stands.
  struct Report: Codable, Equatable {
    struct Source: Codable, Equatable {
      var name: String
      var outcomes: [String: Int]
      var lastAt: Timestamp
    }
    struct Letter: Codable, Equatable {
      var number: Int64
      var source: String
      var transport: String
      var reason: String
      var firstAt: Timestamp
      var lastAt: Timestamp
      var times: Int
    }
    struct Sink: Codable, Equatable {
      var name: String
      var waiting: Int
      var givenUp: Int
      var oldest: Timestamp?
    }

    var logged: Int64 = 0
    var readable: Int64 = 0
    var isBehind = false
    var sources: [Source] = []
    var letters: [Letter] = []
    var letterCount = 0
    var sinks: [Sink] = []
  }

  /// Why an order was not carried out.
  struct Objection: Error, CustomStringConvertible {
    var description: String
  }

  var processor: EventProcessor?
  var out: OutHouse?
  /// How many dead letters a report lists.
  static let listed = 100

  /// How it stands. Throws an `EventsError` or an `OutboxError`.
  func report() async throws -> Report {
    var report = Report()
    if let processor {
      let status = try await processor.status()
      (report.logged, report.readable, report.isBehind) = (status.logged, status.readable, status.isBehind)
      report.letterCount = status.deadLetters
      report.sources = status.sources.map {
        Report.Source(name: $0.name, outcomes: $0.outcomes, lastAt: $0.lastAt)
      }
      report.letters = try await processor.deadLetters(limit: Self.listed).map {
        Report.Letter(
          number: $0.number, source: $0.source, transport: $0.transport, reason: $0.reason, firstAt: $0.firstAt,
          lastAt: $0.lastAt, times: $0.times)
      }
    }
    for (name, _) in out?.relays ?? [] {
      guard let counts = try await out?.store.counts(for: name) else { continue }
      report.sinks.append(
        Report.Sink(name: name, waiting: counts.pending, givenUp: counts.dead, oldest: counts.oldest))
    }
    return report
  }

  /// Carries an order out. Returns what came of it, a line each. Throws an `Objection`, an `EventsError` or an `OutboxError`.
  func carryOut(_ order: Order) async throws -> String {
    switch order {
    case .retry(let numbers): try await retry(numbers)
    case .forget(let numbers): try await forget(numbers)
    case .rebuild: try await rebuild()
    case .revive(let sink): try await revive(sink)
    }
  }

  private func events() throws -> EventProcessor {
    guard let processor else { throw Objection(description: "nothing comes in: retail/events.yaml names no source") }
    return processor
  }

  private func retry(_ numbers: [Int64]) async throws -> String {
    let processor = try events()
    var wanted = numbers
    if wanted.isEmpty {
      let count = try await processor.deadLetterCount()
      // Oldest first, as they came.
      wanted = try await processor.deadLetters(limit: count).map(\.number).sorted()
    }
    guard !wanted.isEmpty else { return "There are no dead letters." }
    var lines: [String] = []
    var taken = 0
    for number in wanted {
      switch try await processor.retryDeadLetter(number) {
      case nil: lines.append("\(number): there is no dead letter of this number")
      case .applied, .duplicate, .ignored: taken += 1
      case .conflict:
        lines.append("\(number): stays, another event has its identifier; it needs a new one from its sender")
      case .malformed(let why), .unreadable(let why): lines.append("\(number): stays, \(why)")
      }
    }
    return (["\(taken) of \(wanted.count) taken in."] + lines).joined(separator: "\n")
  }

  private func forget(_ numbers: [Int64]) async throws -> String {
    let processor = try events()
    let before = try await processor.deadLetterCount()
    for number in numbers { try await processor.forgetDeadLetter(number) }
    return "\(before - (try await processor.deadLetterCount())) forgotten."
  }

  private func rebuild() async throws -> String {
    let report = try await events().rebuild()
    var lines = ["\(report.events) events of the log were read again."]
    if report.unreadable > 0 {
      lines.append("\(report.unreadable) could not be opened or read any more: what they said is missing.")
    }
    lines.append(
      report.isIdentical
        ? "The read model is what the log gives, fact for fact (SHA-256 \(report.after))."
        : "The read model differed from the log and is now what the log gives (\(report.before) became \(report.after))."
    )
    return lines.joined(separator: "\n")
  }

  private func revive(_ sink: String) async throws -> String {
    let names = out?.relays.map(\.name) ?? []
    guard let out, let found = out.relays.first(where: { $0.name == sink }) else {
      throw Objection(
        description: names.isEmpty
          ? "nothing is told: retail/events.yaml names nobody under out:"
          : "nobody is called \(sink); there are \(names.joined(separator: ", "))")
    }
    let count = try await out.store.reviveDead(for: sink)
    found.relay.ring()
    return count == 0 ? "Nothing was given up for \(sink)." : "\(count) will be told to \(sink) again."
  }
}
