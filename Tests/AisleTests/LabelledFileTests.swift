internal import Documents
import Foundation
import Testing

@testable import aisle

/// Files of labelled sentences, and what is wrong with them.
@Suite final class LabelledFileTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-test-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }
  deinit { try? FileManager.default.removeItem(at: folder) }

  private func file(_ text: String) throws -> String {
    let file = folder.appendingPathComponent("\(UUID().uuidString).jsonl")
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  private func mistake(train: String, test: String) throws -> String {
    var command = EvaluateIntents()
    command.train = [try file(train)]
    command.test = try file(test)
    command.json = true
    do {
      _ = try command.judge()
      return "none"
    } catch let error as DocumentError {
      return "\(error.line): \(error.message)"
    }
  }

  private static let two = """
    {"text": "where is my order", "label": "status"}
    {"text": "what time do you close", "label": "hours"}

    """

  @Test func outOfScopeRowsHaveNoLabel() throws {
    let rows = try LabelledFile(path: file(#"{"text": "sing", "label": "oos", "extra": 1}"# + "\n\n")).rows
    #expect(rows == [LabelledFile.Row(line: 1, text: "sing", label: nil)])
  }

  @Test(arguments: [
    ("", two, "0: there is no row in it"),
    (two + "not json\n", two, "3: this is not a JSON object"),
    (two + #"{"text": "", "label": "a"}"#, two, "3: \"text\" is missing"),
    (two + #"{"text": "a", "label": 3}"#, two, "3: \"label\" is missing"),
    (#"{"text": "a", "label": "a"}"#, two, "0: there is only the label \"a\""),
    (#"{"text": "a", "label": "oos"}"#, two, "0: there is no label but oos"),
    (two, two + #"{"text": "a", "label": "returns"}"#, "3: the label \"returns\" does not occur"),
    (two, "", "0: there is no row in it"),
  ])
  func whatIsWrongIsSaid(_ train: String, _ test: String, _ message: String) throws {
    let said = try mistake(train: train, test: test)
    #expect(said.hasPrefix(message), "\(said)")
  }

  @Test func aFileThatIsNotThereIsNamed() {
    #expect(throws: DocumentError(file: "/nowhere", line: 0, message: "there is no such file, or it cannot be read")) {
      try LabelledFile(path: "/nowhere")
    }
  }
}
