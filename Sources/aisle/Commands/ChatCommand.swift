internal import ArgumentParser
internal import Conversations
internal import Discourse
internal import Foundation
internal import Logging
internal import Policy
internal import SpeechEngines
internal import Storage

/// `aisle chat`: the same conversation by text.
struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Talk to the agent in this terminal.",
    discussion: "Reads lines from standard input until goodbye or the end of input (Ctrl-D).")

  @OptionGroup var common: CommonOptions
  @Flag(help: "Show how each line was understood and what policy decided.") var explain = false

  func run() async throws {
    let configuration = try common.load()
    let logger = common.logger(configuration, level: .error)
    let house: House
    do {
      do {
        house = try await House.open(configuration, logger: logger)
      } catch let error as StorageError where error.code == .inUse {
        // The server writes to its journal alone; a chat beside it keeps one of its own.
        house = try await House.open(configuration, journal: "chat", logger: logger)
      }
    } catch {
      throw Mistakes.end(error)
    }
    let conversations = try house.conversations(
      StubRecognizer(reply: ""), StubSynthesizer(), backend: house.gateway())
    let (events, continuation) = AsyncStream.makeStream(of: TextEvent.self)
    let chat = await conversations.chat { continuation.yield($0) }
    let colour = isatty(STDOUT_FILENO) == 1
    let interactive = isatty(STDIN_FILENO) == 1
    func faint(_ text: String) -> String { colour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
    loop: for await event in events {
      switch event {
      case .said(let text): print("Aisle: \(text)")
      case .understood(let commands):
        if explain { for command in commands { print(faint("       understood: \(Self.words(command))")) } }
      case .decided(let decision):
        if explain {
          let facts = decision.facts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
          print(
            faint(
              "       policy: \(decision.action) \(decision.verdict.rawValue), rule \(decision.rule)"
                + (facts.isEmpty ? "" : " (\(facts))")))
        }
      case .awaiting:
        if interactive { print("You:   ", terminator: "") }
        fflush(nil)
        guard let line = await Self.line() else { break loop }
        if !interactive { print("You:   \(line)") }
        await chat.type(line)
      case .ended: break loop
      }
    }
    await chat.leave()
    if interactive { print("") }
    print(faint("Conversation \(chat.id); run it again with: aisle replay \(chat.id)"))
  }

  /// A line of standard input, read off the cooperative threads.
  private static func line() async -> String? {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: readLine()) }
    }
  }

  static func words(_ command: Command) -> String {
    switch command {
    case .start(let intent, let confidence): "start \(intent) (\(Int(confidence * 100)) %)"
    case .fill(let slot, let candidates):
      "\(slot): " + candidates.prefix(3).map { "\($0.value) (\(Int($0.score * 100)) %)" }.joined(separator: ", ")
    default: "\(command)"
    }
  }
}
