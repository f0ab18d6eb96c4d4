internal import Commerce
public import Documents

extension IntentMap {
  /// All mistakes of a folder's documents: the first of each file, and when every file is right, the first of the map as a whole.
  public static func mistakes(_ files: [(file: String, text: String)], responses: Responses) -> [DocumentError] {
    let mistakes = files.compactMap { file, text -> DocumentError? in
      do throws(DocumentError) {
        _ = try IntentDocument.read(file: file, text: text)
        return nil
      } catch {
        return error
      }
    }
    guard mistakes.isEmpty else { return mistakes }
    do throws(DocumentError) {
      _ = try read(files, responses: responses)
      return []
    } catch {
      return [error]
    }
  }

  /// Reads all files of the map and checks them together with the responses they name.
  public static func read(
    _ files: [(file: String, text: String)], responses: Responses
  ) throws(DocumentError) -> IntentMap {
    var intents: [IntentDocument] = []
    for (file, text) in files {
      let intent = try IntentDocument.read(file: file, text: text)
      if intents.contains(where: { $0.name == intent.name }) {
        throw DocumentError(file: file, line: 1, message: "the intent '\(intent.name)' is defined twice; rename one")
      }
      if let menu = intent.menu, let twin = intents.first(where: { $0.menu?.key == menu.key }) {
        throw DocumentError(
          file: file, line: 1, message: "the menu key \(menu.key) belongs to '\(twin.name)'; choose another")
      }
      try check(intent, responses.adding(intent.texts), file)
      intents.append(intent)
    }
    guard !intents.isEmpty else {
      throw DocumentError(file: "retail/intents", line: 0, message: "no intent files (*.yaml) were found")
    }
    let map = IntentMap(intents: intents)
    for (file, intent) in zip(files.map(\.file), intents) { try checkOffers(of: intent, map, file) }
    try map.checkFacts(of: responses)
    return map
  }

  /// What a document says exists, and names facts that are there.
  private static func check(_ intent: IntentDocument, _ responses: Responses, _ file: String) throws(DocumentError) {
    for use in intent.uses {
      for key in use.keys {
        guard responses.has(key) else {
          throw DocumentError(
            file: file, line: use.line,
            message: "there is no response '\(key)'; write it under 'texts' here or in retail/responses/en")
        }
        for fact in responses.facts(of: key) where !use.own.contains(fact) {
          if let mistake = use.mistake(in: fact) {
            throw DocumentError(file: file, line: use.line, message: "in the response '\(key)': \(mistake)")
          }
        }
      }
    }
    for (key, _) in intent.texts where !intent.isUsed(key) {
      throw DocumentError(file: file, line: 1, message: "no step says the text '\(key)'; use it or delete it")
    }
  }

  private static func checkOffers(of intent: IntentDocument, _ map: IntentMap, _ file: String) throws(DocumentError) {
    for case .offer(let name, _, let with) in intent.steps {
      guard let other = map.intent(name) else {
        throw DocumentError(
          file: file, line: 0,
          message: "'\(intent.name)' offers '\(name)', which is no intent; "
            + Document.hint(name, map.intents.map(\.name)))
      }
      for slot in with.keys.sorted() where other.slot(slot) == nil {
        throw DocumentError(
          file: file, line: 0, message: "'\(intent.name)' offers '\(name)' with '\(slot)', which is no slot of it")
      }
    }
  }

  /// Facts in response files that only an intent can know must be known to those that say them; the engine says them not.
  private func checkFacts(of responses: Responses) throws(DocumentError) {
    let said = Set(intents.flatMap { $0.uses.flatMap(\.keys) })
    for unknown in responses.unresolved where !said.contains(unknown.key) {
      throw DocumentError(
        file: unknown.file, line: unknown.line,
        message: "in '\(unknown.key)': there is no fact {\(unknown.fact)}, and no intent says this response; facts: "
          + Responses.knownFacts.sorted().joined(separator: ", "))
    }
  }
}

extension TextUse {
  /// The responses it names.
  var keys: [String] { endings.map { $0.map { key + $0 } } ?? [key] }

  /// What is wrong with a fact here; nil when nothing is.
  func mistake(in fact: String) -> String? {
    guard let reference = FactReference(fact) else { return "{\(fact)} is no fact" }
    var names = FactNames()
    names.bindings = bindings
    if case .failure(let mistake) = names.shape(of: reference.path) { return mistake.message }
    return nil
  }
}

extension IntentDocument {
  /// Whether a text of its own is said somewhere.
  func isUsed(_ key: String) -> Bool {
    key.hasPrefix("\(name).line") || uses.contains { $0.keys.contains(key) }
  }
}
