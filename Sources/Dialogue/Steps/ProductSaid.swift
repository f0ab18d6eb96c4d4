internal import Commerce
internal import Understanding

/// A thing on the shelves as a customer named it.
struct ProductSaid: Hashable, Codable {
  /// The product, when the words name just one.
  var id: String?
  /// As it was said.
  var name: String
  /// The words to look it up with.
  var text: String
  /// The values of options that were said with it.
  var options: [String: String] = [:]

  /// As a slot keeps it: one line.
  var line: String {
    let options = options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
    return [id ?? "", name, text, options].joined(separator: "\t")
  }

  /// Reads what a slot keeps; nil when it is none.
  init?(line: String) {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4 else { return nil }
    (id, name, text) = (parts[0].isEmpty ? nil : parts[0], parts[1], parts[2])
    for pair in parts[3].split(separator: ";") {
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if sides.count == 2 { options[sides[0]] = sides[1] }
    }
  }

  init(id: String? = nil, name: String, text: String, options: [String: String] = [:]) {
    self.id = id
    self.name = name
    self.text = text
    self.options = options
  }

  /// As the steps see it.
  var tree: FieldTree {
    var fields: [String: FieldTree] = [
      "name": .text(name), "text": .text(text), "options": .fields(options.mapValues { .text($0) }),
    ]
    if let id { fields["id"] = .text(id) }
    return .fields(fields)
  }
}
