internal import ArgumentParser
internal import Commerce
internal import Connectors
internal import Documents
internal import Foundation
internal import Operations
internal import Policy

/// `aisle backends`: looks at the back-end files and tries what they say.
struct BackendsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backends", abstract: "Check the back-end files, and try an operation as they describe it.",
    discussion: "docs/connect-a-back-end.md says how such a file is written.",
    subcommands: [BackendsCheckCommand.self, BackendsTryCommand.self])
}

/// The back-end files of the retail directory.
struct BackendFiles {
  let directory: BackendDirectory
  let factory: BackendFactory

  init(_ configuration: AisleConfiguration) throws {
    let url = URL(filePath: configuration.retailDirectory)
    directory = try BackendDirectory(retail: url, shown: configuration.retailDirectory)
    factory = BackendFactory(environment: ProcessInfo.processInfo.environment, directory: url)
  }

  /// Every back end that the files describe, with how it is guarded. Throws a `DocumentError`.
  func backends() throws -> [(backend: any CommerceBackend, settings: BackendSettings)] {
    var made: [(backend: any CommerceBackend, settings: BackendSettings)] = []
    for file in directory.backends where file.kind != .shop {
      guard let backend = try factory.make(file) else {
        throw DocumentError(
          file: file.file, line: 1, message: "back ends of kind \(file.kind.rawValue) are not connected in this build")
      }
      made.append((backend, file.guarding))
    }
    return made
  }

  /// What is asked about one order in a conversation: who checks the postcode must be who tells the order, or the postcode of
  /// one system's order would open another's.
  private static let together: [OperationName] = [.existingOrders, .checkPostcode, .findOrder, .cancelOrder]

  /// Throws a `DocumentError` when the routes split what belongs together.
  func refuseSplitOrders() throws {
    let routed = Self.together.map { ($0, directory.routes.backend(for: $0)) }
    guard Set(routed.map(\.1)).count > 1 else { return }
    let words = routed.map { "\($0.0.rawValue): \($0.1 ?? "none")" }.joined(separator: ", ")
    throw DocumentError(
      file: "routes.yaml", line: 0,
      message:
        "existingOrders, checkPostcode, findOrder and cancelOrder must go to the same back end, because the postcode that "
        + "one checks opens the order that the other tells; they go to \(words)")
  }

  /// The mapped back end of a file, with or without a bound on its calls.
  static func mapped(_ backend: any CommerceBackend) -> MappedBackend? {
    ((backend as? CappedBackend)?.inner ?? backend) as? MappedBackend
  }
}

/// `aisle backends check`
struct BackendsCheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read retail/backends/*.yaml and retail/routes.yaml and say what each back end does.",
    discussion: "Ends with 1 when --live finds something that does not work, with 2 when a file has a mistake.")

  @OptionGroup var common: CommonOptions
  @Flag(help: "Also ask each back end whether address and credentials are right, and try the examples.") var live =
    false

  func run() async throws {
    let configuration = try common.load()
    do {
      let files = try BackendFiles(configuration)
      var broken = false
      for file in files.directory.backends {
        print("\(file.name): \(file.kind.rawValue) at \(file.url?.description ?? "its usual address") (\(file.file))")
        let backend = try files.factory.make(file)
        if let backend { describe(backend) }
        for warning in file.warnings { print("  note: \(warning)") }
        guard live, let backend else { continue }
        let fine = await tryOut(backend)
        broken = broken || !fine
      }
      print(routes(files.directory))
      try files.refuseSplitOrders()
      let documents = try RetailFiles(directory: configuration.retailDirectory).read()
      let notes = RouteNotes(
        intents: documents.intents, asked: documents.policy.numbers, directory: files.directory)
      for note in notes.all { print("note: \(note)") }
      if broken { throw ExitCode(1) }
    } catch {
      throw Mistakes.end(error)
    }
  }

  private func describe(_ backend: any CommerceBackend) {
    for (access, title) in [(Contract.Access.read, "reads"), (.write, "writes")] {
      let names = backend.operations.filter { $0.type.contract.access == access }.map(\.rawValue).sorted()
      if !names.isEmpty { print("  \(title): \(names.joined(separator: ", "))") }
    }
  }

  private func tryOut(_ backend: any CommerceBackend) async -> Bool {
    let inner = (backend as? CappedBackend)?.inner ?? backend
    var fine = true
    if let checkable = inner as? any Checkable {
      let result = await checkable.check()
      print("  \(result.passed ? "works" : "DOES NOT WORK"): \(result.finding) (\(result.milliseconds) ms)")
      if let advice = result.advice { print("    \(advice)") }
      fine = result.passed
    }
    for example in BackendFiles.mapped(backend)?.examples ?? [] {
      do throws(OperationFailure) {
        _ = try await backend.perform(example, OperationContext(budget: .seconds(5)))
        print("  works: \(example.name.rawValue), as in its example")
      } catch  where error.code.isBusiness {
        print("  works: \(example.name.rawValue), as in its example (\(error.code.rawValue))")
      } catch {
        fine = false
        print("  DOES NOT WORK: \(example.name.rawValue): \(error.code.rawValue): \(error.message)")
      }
    }
    return fine
  }

  private func routes(_ directory: BackendDirectory) -> String {
    let routes = directory.routes.routes.sorted { $0.key.rawValue < $1.key.rawValue }
    let lines = routes.map { "  \($0.key.rawValue): \($0.value)" }
    return (["routes: everything else goes to \(directory.routes.fallback ?? "nobody")"] + lines).joined(
      separator: "\n")
  }
}

/// `aisle backends try`
struct BackendsTryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Perform one operation for real and print what it brings back.",
    discussion: """
      The operation's arguments are JSON, as in: aisle backends try findOrder '{"order": "40217"}' --explain. \
      `aisle contracts --schema findOrder` prints what an operation takes. Ends with 1 when the operation fails.
      """)

  @OptionGroup var common: CommonOptions
  @Argument(help: "The operation, as in findOrder.") var operation: String
  @Argument(help: "Its arguments as JSON.") var arguments = "{}"
  @Option(help: "The back end (default: the one that routes.yaml names).") var backend: String?
  @Option(help: "The key of a write; the same key again does nothing twice (default: a new one).") var key: String?
  @Flag(help: "Show the requests and answers, and which rule gave which field.") var explain = false
  @Flag(help: "Really write: needed for operations that change something.") var yes = false
  @Flag(help: "Ask what became of the write with --key instead of writing.") var outcome = false

  func run() async throws {
    let configuration = try common.load()
    do {
      let operation = try parsed()
      let files = try BackendFiles(configuration)
      let name = backend ?? files.directory.routes.backend(for: operation.name) ?? "nobody"
      if name == "shop", files.directory.backend(name) == nil {
        return try await perform(operation, try await House.shop(configuration))
      }
      guard let file = files.directory.backend(name), let backend = try files.factory.make(file) else {
        throw ValidationError(
          "\(operation.name.rawValue) goes to \(name), which has no file of retail/backends to try; say --backend NAME "
            + "(\(files.directory.backends.map(\.name).joined(separator: ", ")))")
      }
      try await perform(operation, backend)
    } catch {
      throw Mistakes.end(error)
    }
  }

  private func parsed() throws -> Commerce.Operation {
    guard let name = OperationName(rawValue: operation) else {
      throw ValidationError("There is no operation '\(operation)'; `aisle contracts` prints them all.")
    }
    do {
      let text = #"{"operation": "\#(name.rawValue)", "arguments": \#(arguments)}"#
      let found = try JSONDecoder().decode(Commerce.Operation.self, from: Data(text.utf8))
      guard !found.isWrite || yes || outcome else {
        throw ValidationError("\(name.rawValue) changes something; say --yes to do it for real.")
      }
      guard !outcome || (key != nil && found.isWrite) else {
        throw ValidationError("--outcome asks about a write, by its --key.")
      }
      return found
    } catch let error as DecodingError {
      throw ValidationError(
        "The arguments do not fit \(name.rawValue): \(error.fieldInWords). `aisle contracts --schema \(name.rawValue)` prints them."
      )
    }
  }

  private func perform(_ operation: Commerce.Operation, _ backend: any CommerceBackend) async throws {
    let explanation = explain ? Explanation() : nil
    var context = OperationContext(budget: .milliseconds(max(operation.contract.budgetMilliseconds, 5_000)))
    if operation.isWrite {
      let text = key ?? "try.\(UInt64.random(in: 0 ... .max))"
      guard let key = IdempotencyKey(text) else {
        throw ValidationError("'\(text)' is no key: 1 to 64 of A-Z, a-z, 0-9, -, _ and .")
      }
      context.key = key
      note("key \(key)")
    }
    do throws(OperationFailure) {
      if outcome {
        let found = try await ask(operation, context, backend, explanation)
        if let explanation { note(explanation.text) }
        print(found)
        return
      }
      let mapped = explanation == nil ? nil : BackendFiles.mapped(backend)
      let answer: OperationAnswer
      if let mapped {
        answer = try await mapped.perform(operation, context, explaining: explanation)
      } else {
        answer = try await backend.perform(operation, context)
      }
      if let explanation { note(explanation.text) }
      print(Self.text(answer.result))
    } catch {
      if let explanation { note(explanation.text) }
      let perhaps =
        operation.isWrite && error.mayHaveHappened ? " It may have happened all the same; --outcome asks." : ""
      note("\(error.code.rawValue)\(error.reason.map { " (\($0.rawValue))" } ?? ""): \(error.message).\(perhaps)")
      throw ExitCode(1)
    }
  }

  private func ask(
    _ operation: Commerce.Operation, _ context: OperationContext, _ backend: any CommerceBackend,
    _ explanation: Explanation?
  ) async throws(OperationFailure) -> String {
    let found: WriteOutcome
    if let explanation, let mapped = BackendFiles.mapped(backend) {
      found = try await mapped.outcome(of: operation, context, explaining: explanation)
    } else {
      found = try await backend.outcome(of: operation, context)
    }
    switch found {
    case .done(let result): return "done\n" + Self.text(result)
    case .refused(let failure): return "refused: \(failure.message)"
    case .notDone: return "not done"
    case .unknown: return "not known"
    }
  }

  private static func text(_ result: OperationResult) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(result)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
  }

  private func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

extension DecodingError {
  /// The field and what is wrong with it.
  fileprivate var fieldInWords: String {
    func path(_ keys: [any CodingKey]) -> String {
      keys.map(\.stringValue).filter { $0 != "arguments" }.joined(separator: ".")
    }
    switch self {
    case .keyNotFound(let key, let context): return "\(path(context.codingPath + [key])) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      return "\(path(context.codingPath)) \(context.debugDescription)"
    @unknown default: return "they cannot be read"
    }
  }
}
