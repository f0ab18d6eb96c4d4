import Commerce
import Conversations
import Discourse
import Foundation
import Hummingbird
import Logging
import Testing

@testable import Web

/// Serves a shop's day for people and for `script/console-check` to look at, a call growing turn by turn:
/// `AISLE_SERVE_CONSOLE=8099 swift test --filter ServeConsole`. `AISLE_SERVE_SECONDS` (120) says for how long;
/// `AISLE_SERVE_EMPTY=1` serves the first day, before any call.
@Suite struct ServeConsole {
  static let environment = ProcessInfo.processInfo.environment
  static let now: @Sendable () -> Timestamp = {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
  }

  @Test(.enabled(if: environment["AISLE_SERVE_CONSOLE"] != nil))
  func serve() async throws {
    let port = try #require(Int(Self.environment["AISLE_SERVE_CONSOLE"] ?? ""))
    let seconds = Int(Self.environment["AISLE_SERVE_SECONDS"] ?? "") ?? 120
    let empty = Self.environment["AISLE_SERVE_EMPTY"] != nil
    let directory = empty ? ScriptedDirectory() : Self.day()
    let console = try Console(
      directory: directory, systems: StillSystems(systems: Samples.systems), shopName: "Harbour & Pine", now: Self.now)
    let router = Router()
    console.addRoutes(to: router)
    var logger = Logger(label: "console")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await application.run() }
      if !empty { group.addTask { await Self.call(in: directory) } }
      try await Task.sleep(for: .seconds(seconds))
      group.cancelAll()
      try? await group.waitForAll()
    }
  }

  /// A call that is going on: each turn as if it took two seconds, again and again.
  static func call(in directory: ScriptedDirectory) async {
    var number = 0
    while !Task.isCancelled {
      number += 1
      let opened = now()
      for turns in 0...Samples.orderTurns.count {
        let intent = turns > 2 ? "Order status" : nil
        directory.update(
          Samples.view("call-\(number)", opened: opened, seconds: nil, intent: intent, turns: turns))
        do { try await Task.sleep(for: .milliseconds(1_500)) } catch { return }
      }
      directory.update(
        Samples.view(
          "call-\(number)", opened: opened, seconds: 50, intent: "Order status", outcome: "resolved",
          turns: Samples.orderTurns.count))
      do { try await Task.sleep(for: .seconds(2)) } catch { return }
    }
  }

  /// What happened before.
  static func day() -> ScriptedDirectory {
    let list: [(String, Int64, Int64?, String?, String?, Bool)] = [
      ("live-chat", 3, nil, "Stock in a store", nil, false),
      ("past-1", 12, 54, "Returns", "resolved", true),
      ("past-2", 26, 131, "Book an appointment", "resolved", true),
      ("past-3", 41, 17, nil, "abandoned", false),
      ("past-4", 75, 208, "Change a delivery", "callback promised", true),
      ("past-5", 118, 95, "Order status", "resolved", true),
      ("past-6", 164, 33, "Product question with a long title that must not break the list", "resolved", false),
      ("past-7", 60 * 26, 61, "Refund", "interrupted by restart", false),
      ("past-8", 60 * 27, 82, "Opening hours", "resolved", true),
      ("past-9", 60 * 50, 3_725, "Complaint", "handed to a person", true),
    ]
    let views = list.map { id, minutes, seconds, intent, outcome, recorded in
      var view = Samples.view(
        id, opened: now().adding(milliseconds: -minutes * 60_000), seconds: seconds, intent: intent, outcome: outcome,
        channel: id.contains("chat") || id == "past-6" ? .chat : .phone,
        turns: intent == nil ? 2 : seconds == nil ? 4 : 13)
      view.hasRecording = recorded
      return view
    }
    let wav = Samples.wav(seconds: 20)
    return ScriptedDirectory(
      views, recordings: Dictionary(uniqueKeysWithValues: views.filter(\.hasRecording).map { ($0.id, wav) }))
  }
}
