internal import Foundation

/// The pronunciations of the words a retailer needs: those of the model's dictionary, and for names it lacks a reading by
/// letter-to-sound rules. A decoder loads this excerpt in place of 134,000 words.
struct Lexicon {
  /// The excerpt, in the decoder's dictionary format.
  let text: String
  /// Words that had to be read by rule.
  let guessed: [String]
  /// Words that nobody could read: they must stay out of grammars and models.
  let unreadable: Set<String>

  /// Takes the excerpt for `words` out of the dictionary file.
  init(dictionary path: String, words: Set<String>) throws(SpeechEngineError) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw SpeechEngineError(.unavailable, "pocketsphinx: no dictionary at \(path)")
    }
    var found: Set<String> = []
    var lines: [String] = []
    for line in data.split(separator: UInt8(ascii: "\n")) {
      // Second readings are spelled "word(2)".
      let head = line.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: "\t") }
      let word = String(decoding: head, as: UTF8.self)
      guard words.contains(word) else { continue }
      found.insert(word)
      lines.append(String(decoding: line, as: UTF8.self))
    }
    var guessed: [String] = []
    var unreadable: Set<String> = []
    let reader = LetterToSound()
    for word in words.subtracting(found).sorted() where !word.hasPrefix("<") {
      if let phones = reader.phones(of: word) {
        guessed.append(word)
        lines.append("\(word) \(phones)")
      } else {
        unreadable.insert(word)
      }
    }
    text = lines.joined(separator: "\n") + "\n"
    self.guessed = guessed
    self.unreadable = unreadable
  }
}
