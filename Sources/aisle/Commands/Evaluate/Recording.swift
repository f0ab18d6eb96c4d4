internal import Audio
internal import Discourse
internal import Documents
internal import Evaluation
internal import Foundation

/// A recording with the words that are said in it.
struct Recording {
  var name: String
  var words: String
  var expectation = Expectation.anything
  /// Names and numbers in it that matter.
  var names: [SpokenName] = []
  /// Names that the engine is told of the call, as it is of a caller who is known.
  var ofCall: [String] = []
  /// Who speaks; recordings of one caller that follow each other are heard in one call. Nil: in a call of its own.
  var caller: String?
  /// At the telephone's rate.
  var samples: [Int16]

  /// All of a folder, in order of name. Throws a `DocumentError`.
  static func all(in folder: String) throws -> [Recording] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw DocumentError(file: folder, line: 0, message: "there is no such folder")
    }
    let recordings = try names.filter { $0.lowercased().hasSuffix(".wav") }.sorted().map { name in
      try Recording(folder: folder, file: name)
    }
    guard !recordings.isEmpty else {
      throw DocumentError(
        file: folder, line: 0, message: "there is no recording; each is NAME.wav with its words in NAME.txt")
    }
    return recordings
  }

  private init(folder: String, file: String) throws {
    name = String(file.dropLast(4))
    samples = try Self.samples("\(folder)/\(file)")
    let place = "\(folder)/\(name).txt"
    guard let text = try? String(contentsOfFile: place, encoding: .utf8) else {
      throw DocumentError(file: place, line: 0, message: "is missing; it holds the words that \(file) says")
    }
    var words: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.lowercased().hasPrefix("expect:") {
        expectation = try Self.expectation(line.dropFirst(7), file: place, line: index + 1)
      } else if line.lowercased().hasPrefix("holds:") {
        let parts = line.dropFirst(6).split(separator: " ")
        guard parts.count > 1 else {
          throw DocumentError(
            file: place, line: index + 1, message: "'holds' must be a kind and a name, as in order 40217")
        }
        names.append(SpokenName(kind: String(parts[0]), text: parts.dropFirst().joined(separator: " ")))
      } else if line.lowercased().hasPrefix("caller:") {
        caller = line.dropFirst(7).trimmingCharacters(in: .whitespaces)
      } else if line.lowercased().hasPrefix("call:") {
        let name = line.dropFirst(5).trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty else {
          throw DocumentError(file: place, line: index + 1, message: "'call' must be a name, as in call: Anna Keller")
        }
        ofCall.append(name)
      } else if !line.isEmpty {
        words.append(line)
      }
    }
    self.words = words.joined(separator: " ")
  }

  /// A wav as one channel at the telephone's rate. Throws a `DocumentError`.
  static func samples(_ path: String) throws -> [Int16] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DocumentError(file: path, line: 0, message: "cannot be read")
    }
    guard let wav = try? WAVFile(bytes: Array(data)), (4_000...192_000).contains(wav.sampleRate) else {
      throw DocumentError(file: path, line: 0, message: "is no wav of 16-bit PCM, mono or stereo, 4,000 to 192,000 Hz")
    }
    return wav.telephone
  }

  private static func expectation(_ text: Substring, file: String, line: Int) throws -> Expectation {
    let words = text.split(separator: " ")
    switch words.first {
    case "anything"?: return .anything
    case "yes_no"?: return .yesNo
    case "store"?: return .store
    case "digits"?:
      if words.count == 2, let count = Int(words[1]), (1...20).contains(count) { return .digits(count: count) }
    default: break
    }
    throw DocumentError(
      file: file, line: line,
      message: "'expect' must be anything, yes_no, store, or digits and how many, as in digits 5")
  }
}
