internal import ArgumentParser
internal import Commerce
internal import Conversations
internal import Dialogue
internal import Foundation
internal import Logging
internal import Operations
internal import SpeechEngines
internal import Storage
internal import Web

/// `aisle chat`: the same conversation by text.
struct ChatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Talk to the agent in this terminal.",
    discussion: "Reads lines from standard input until goodbye or the end of input (Ctrl-D).")

  @OptionGroup var common: CommonOptions
  @Flag(help: "Show how each line was understood, what policy decided and what back ends were asked.") var explain =
    false
  @Option(help: "Talk in a sandbox of retail/sandboxes: in a world of one's own.") var sandbox: String?
  @Option(help: "The sandbox's dialect, where it has several.") var dialect: String?
  @Option(help: "The folder of the tau retail world, for the sandbox of that name.") var tauData: String?

  func validate() throws {
    guard dialect == nil || sandbox != nil else { throw ValidationError("--dialect goes with --sandbox.") }
  }

  func run() async throws {
    var configuration = try common.load()
    configuration.tauData = tauData ?? configuration.tauData
    let logger = common.logger(configuration, level: .error)
    let house: House
    let conversations: ConversationHouse
    var standing: Standing?
    do {
      do {
        house = try await House.open(configuration, logger: logger)
      } catch let error as StorageError where error.code == .inUse {
        // The server writes to its journal alone; a chat beside it keeps one of its own.
        house = try await House.open(configuration, journal: "chat", logger: logger)
      }
      let gateway = try house.gateway()
      // What an earlier run left open in this ledger is asked about while the chat goes on, as the server does.
      try await gateway.recover()
      conversations = house.conversations(StubRecognizer(reply: ""), StubSynthesizer(), backend: gateway)
      if let sandbox { standing = try await house.standing(in: sandbox, dialect) }
    } catch {
      throw Mistakes.end(error)
    }
    let terminal = ChatTerminal(explains: explain)
    let (events, continuation) = AsyncStream.makeStream(of: TextEvent.self)
    let chat = await conversations.chat(standing: standing) { continuation.yield($0) }
    await chat.note(DoorNote(holder: nil, sandbox: sandbox, dialect: dialect))
    var ended = false
    loop: for await event in events {
      switch event {
      case .input(let input): terminal.show(input)
      case .effect(let effect):
        terminal.show(effect)
        if case .end = effect { ended = true }
      case .settled:
        if ended { break loop }
        guard let line = await terminal.line() else { break loop }
        await chat.type(line)
      }
    }
    await chat.leave()
    terminal.goodbye(chat.id)
  }
}

/// The terminal's side of a chat.
struct ChatTerminal {
  var explains: Bool
  private let colour = isatty(STDOUT_FILENO) == 1
  private let interactive = isatty(STDIN_FILENO) == 1

  init(explains: Bool) { self.explains = explains }

  private func faint(_ text: String) -> String { colour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  private func explain(_ text: String) { if explains { print(faint("       \(text)")) } }

  /// What happened: answers of back ends, when it is to be explained.
  func show(_ input: Input) {
    switch input.event {
    case .result(let call, let result, _): explain("answered \(call): \(Self.short("\(result.value)"))")
    case .failed(let call, let failure):
      explain("failed \(call): \(failure.code.rawValue) \(failure.reason?.rawValue ?? ""), \(failure.message)")
    default: return
    }
  }

  /// What the agent does.
  func show(_ effect: Effect) {
    switch effect {
    case .say(let prompt):
      print("Aisle: \(prompt.written)")
      explain("said: \(prompt.responses.joined(separator: ", "))")
    case .understood(let commands): for command in commands { explain("understood: \(Self.short("\(command)"))") }
    case .perform(let call, let operation):
      explain("asks \(call): \(operation.name.rawValue) \(Self.short("\(operation.value)"))")
    default: explain(effect.summary)
    }
  }

  private static func short(_ text: String) -> String {
    let plain = text.replacing(#/\b(Commerce|Discourse|Dialogue|Understanding)\./#, with: "")
    return plain.count > 600 ? plain.prefix(600) + "…" : plain
  }

  /// The customer's next line, read off the cooperative threads; nil at the end of the input.
  func line() async -> String? {
    if interactive { print("You:   ", terminator: "") }
    fflush(nil)
    let line = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: readLine()) }
    }
    if let line, !interactive { print("You:   \(line)") }
    return line
  }

  func goodbye(_ id: String) {
    if interactive { print("") }
    print(faint("Conversation \(id); run it again with: aisle replay \(id)"))
  }
}
