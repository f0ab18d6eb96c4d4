internal import Documents
internal import Foundation
internal import Understanding

/// A file of labelled sentences: one JSON object a line, `{"text": "…", "label": "…"}`; other members are passed over.
/// The label `oos` stands for out of scope.
struct LabelledFile {
  static let outOfScope = "oos"

  struct Row: Equatable {
    var line: Int
    var text: String
    /// nil: out of scope.
    var label: String?
  }

  let path: String
  let rows: [Row]

  /// Reads a file; every line must be right.
  init(path: String) throws(DocumentError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DocumentError(file: path, line: 0, message: "there is no such file, or it cannot be read")
    }
    try self.init(path: path, data: data)
  }

  init(path: String, data: Data) throws(DocumentError) {
    var rows: [Row] = []
    for (index, piece) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
      let line = index + 1
      guard piece.contains(where: { !$0.isSpace }) else { continue }
      guard let object = try? JSONSerialization.jsonObject(with: Data(piece)) as? [String: Any] else {
        throw DocumentError(file: path, line: line, message: "this is not a JSON object on one line")
      }
      guard let text = object["text"] as? String, text.contains(where: { !$0.isWhitespace }) else {
        throw DocumentError(file: path, line: line, message: #""text" is missing, empty, or not a string"#)
      }
      guard let label = object["label"] as? String, !label.isEmpty else {
        throw DocumentError(file: path, line: line, message: #""label" is missing, empty, or not a string"#)
      }
      rows.append(Row(line: line, text: text, label: label == Self.outOfScope ? nil : label))
    }
    guard !rows.isEmpty else {
      throw DocumentError(file: path, line: 0, message: #"there is no row in it; a row is {"text": "…", "label": "…"}"#)
    }
    self.path = path
    self.rows = rows
  }

  /// The rows of several files to learn from; there must be two labels at least.
  static func training(_ paths: [String]) throws(DocumentError) -> [Row] {
    var rows: [Row] = []
    for path in paths { rows += try LabelledFile(path: path).rows }
    let labels = Set(rows.compactMap(\.label))
    guard labels.count > 1 else {
      let found = labels.first.map { "only the label \"\($0)\"" } ?? "no label but oos"
      throw DocumentError(
        file: paths.joined(separator: ", "), line: 0,
        message: "there is \(found): at least two are needed to tell apart")
    }
    return rows
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 32 || self == 9 || self == 13 }
}
