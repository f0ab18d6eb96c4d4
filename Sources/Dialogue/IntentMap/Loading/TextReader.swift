internal import Commerce
internal import Documents

/// A place where a document says something: checked when the responses are known.
struct TextUse: Hashable, Sendable {
  /// The response, or what its name begins with.
  var key: String
  /// The values that may follow; nil: the key is whole.
  var endings: [String]?
  var line: Int
  /// What its facts may name.
  var bindings: [String: FactNames.Binding]
  /// Facts that the engine fills in at this place.
  var own: Set<String>
}

/// Reads what a document says: the name of a response, or sentences of its own.
struct TextReader {
  /// The intent, whose name its own sentences begin with.
  var intent: String
  /// The names in the document's `texts`.
  var local: Set<String>
  /// Sentences of its own, by response key.
  var texts: [String: [Phrasing]] = [:]
  /// Every place that says something.
  var uses: [TextUse] = []

  /// Facts that are there wherever something is said.
  static let always: Set<String> = ["shop", "phone", "order_digits", "postcode_digits", "postcode_word"]

  /// What stands at a place. `own` are facts that the engine fills in there.
  mutating func text(
    _ document: Document, _ names: FactNames, own: Set<String> = []
  ) throws(DocumentError) -> TextReference {
    let own = own.union(Self.always)
    if document.kind == .scalar, !document.isQuoted, let text = try? document.string(), !text.contains(" ") {
      return try named(text, document, names, own)
    }
    let key = "\(intent).line\(document.line)" + (texts["\(intent).line\(document.line)"] == nil ? "" : "b")
    texts[key] = try Phrasing.read(document)
    for phrasing in texts[key] ?? [] {
      for text in phrasing.all {
        try ExpressionReader(names: names).check(template: text, document, besides: own)
      }
    }
    return TextReference(key)
  }

  private mutating func named(
    _ text: String, _ document: Document, _ names: FactNames, _ own: Set<String>
  ) throws(DocumentError) -> TextReference {
    guard let open = text.firstIndex(of: "{") else {
      let key = local.contains(text) ? "\(intent).\(text)" : text
      uses.append(TextUse(key: key, endings: nil, line: document.line, bindings: names.bindings, own: own))
      return TextReference(key)
    }
    guard text.hasSuffix("}"), let path = FactPath(String(text[text.index(after: open)...].dropLast())) else {
      throw document.error("'\(text)' is no response; one that depends on a fact is written as family.{result.field}")
    }
    let words: [String]
    switch names.shape(of: path) {
    case .failure(let mistake): throw document.error(mistake.message)
    case .success(let found):
      switch found.shape {
      case .words(let all): words = all
      case .flag: words = ["true", "false"]
      default: throw document.error("'\(path)' is \(found.shape.words); a response can follow one of a closed set only")
      }
    }
    let family = String(text[..<open])
    let own = own
    let prefix = local.contains { $0.hasPrefix(family) } ? "\(intent).\(family)" : family
    uses.append(TextUse(key: prefix, endings: words, line: document.line, bindings: names.bindings, own: own))
    return TextReference(prefix, by: path)
  }

  /// The document's `texts`: names with sentences.
  mutating func own(_ document: Document?) throws(DocumentError) {
    for (name, value) in try document?.members() ?? [] { texts["\(intent).\(name)"] = try Phrasing.read(value) }
  }
}
