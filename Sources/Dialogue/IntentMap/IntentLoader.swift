internal import Commerce
internal import Discourse
public import Documents

extension IntentDocument {
  /// Reads one file of the intent map. Throws a `DocumentError` naming the line, what is wrong and what would be right.
  public static func read(file: String, text: String) throws(DocumentError) -> IntentDocument {
    let document = try Document(file: file, text: text)
    try document.allow(only: [
      "intent", "title", "owner", "purpose", "triggers", "questions", "aspects", "slots", "texts", "steps", "closing",
      "menu",
      "systems", "output", "exclusions", "limits", "budget", "escalation", "rollout",
    ])
    let name = try document.required("intent", "order_status")
    guard try name.string().allSatisfy({ $0.isLowercase || $0.isNumber || $0 == "_" }) else {
      throw name.error("an intent's name is lower case with underscores, as in order_status")
    }
    let own = try document.optional("texts")
    var texts = TextReader(intent: try name.string(), local: Set(try own?.members().map(\.key) ?? []))
    try texts.own(own)
    var names = FactNames()
    if let aspects = try document.optional("aspects")?.members() {
      names.bindings["aspect"] = .init(shape: .words([""] + aspects.map(\.key)), isCertain: true)
    }
    let slots = try SlotsReader.read(try document.optional("slots"), &texts, &names)
    var program = ProgramReader(slots: slots, names: names, texts: texts)
    let steps = try document.required("steps", "- say: \"…\"")
    if !(try program.block(steps)) { program.ends.insert(.done) }
    try checkOrder(of: program.steps, steps)
    if let closing = try document.optional("closing") {
      program.closing = try program.texts.text(closing, program.names).key
    }
    let limits = try document.required("limits", "{ misunderstandings: 3 }")
    try limits.allow(only: ["misunderstandings"])
    let budget = try document.required("budget", "{ first_response_ms: 1000 }")
    try budget.allow(only: ["first_response_ms"])
    let rollout = try document.required("rollout", "{ enabled: true }")
    try rollout.allow(only: ["enabled"])
    return IntentDocument(
      name: try name.string(), title: try filled(document, "title", "Order status"),
      owner: try filled(document, "owner", "customer-care"),
      purpose: try filled(document, "purpose", "Tell customers where their order is."),
      triggers: try triggers(document), questions: try questions(document), slots: slots, steps: program.steps,
      closing: program.closing,
      menu: try menu(document),
      firstResponseBudget: try budget.required("first_response_ms", "1000").integer(100...10_000),
      misunderstandings: try limits.required("misunderstandings", "3").integer(2...6),
      systems: try SystemsReader.systems(document, program), output: try SystemsReader.output(document, program),
      exclusions: try exclusions(document),
      escalation: try SystemsReader.escalation(document, program),
      enabled: try rollout.required("enabled", "true").boolean(), texts: program.texts.texts, shapes: program.shapes,
      uses: program.texts.uses)
  }

  private static func filled(
    _ document: Document, _ key: String, _ example: String
  ) throws(DocumentError) -> String {
    let value = try document.required(key, example)
    let text = try value.string()
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw value.error("'\(key)' is left empty; write for example '\(key): \(example)'")
    }
    return text
  }

  private static func exclusions(_ document: Document) throws(DocumentError) -> [String] {
    let list = try document.required("exclusions", "[changing an order]")
    let exclusions = try list.strings()
    guard !exclusions.isEmpty else {
      throw list.error("'exclusions' is empty; say what the intent never does, as in [changing an order]")
    }
    return exclusions
  }

  private static func triggers(_ document: Document) throws(DocumentError) -> [String: [String]] {
    var triggers: [String: [String]] = [:]
    let main = try document.required("triggers", "a list of sentences callers say")
    triggers[""] = try sentences(main)
    for (aspect, value) in try document.optional("aspects")?.members() ?? [] { triggers[aspect] = try sentences(value) }
    return triggers
  }

  private static func questions(_ document: Document) throws(DocumentError) -> [String] {
    guard let list = try document.optional("questions") else { return [] }
    for element in try list.list() where !Question.Kind.named.contains(try element.string()) {
      throw element.unknown(try element.string(), "there is no kind of question", known: Question.Kind.named)
    }
    return try list.strings()
  }

  private static func sentences(_ document: Document) throws(DocumentError) -> [String] {
    let elements = try document.list()
    guard elements.count >= 3 else {
      throw document.error("'\(document.path)' needs at least three example sentences, there are \(elements.count)")
    }
    let known = ["<number>", "<store>", "<day>", "<product>"]
    var texts: [String] = []
    for element in elements {
      let text = try element.string()
      for word in text.split(separator: " ") where word.hasPrefix("<") && !known.contains(String(word)) {
        throw element.error("unknown placeholder \(word); there are \(known.joined(separator: ", "))")
      }
      texts.append(text)
    }
    return texts
  }

  /// An order is fetched only for somebody who has shown a detail of it or is known.
  private static func checkOrder(of steps: [Step], _ document: Document) throws(DocumentError) {
    let call = steps.firstIndex { if case .call(let call) = $0 { call.operation == .findOrder } else { false } }
    guard let call else { return }
    let isKnown = steps[..<call].contains {
      switch $0 {
      case .verify, .identify: true
      default: false
      }
    }
    if !isKnown {
      throw document.error(
        "findOrder needs a verify step or an identify step before it: without one, policy refuses every caller")
    }
  }

  private static func menu(_ document: Document) throws(DocumentError) -> MenuEntry? {
    guard let menu = try document.optional("menu") else { return nil }
    try menu.allow(only: ["key", "label"])
    return MenuEntry(
      key: String(try menu.required("key", "1").integer(1...9)), label: try menu.required("label", "an order").string())
  }
}
