internal import Discourse

/// What goes over a connection.
enum WireMessage: Equatable, Sendable {
  /// A WebSocket's text or binary message; on a plain stream bytes come in any pieces.
  case text(String), binary([UInt8])
}

/// How one engine's protocol goes, as a machine: no socket, no clock.
protocol HearingProtocol: Sendable {
  /// A connection stands.
  mutating func connected() -> [HearingStep]
  /// The connection broke, or was ended from there.
  mutating func disconnected() -> [HearingStep]
  /// What the call makes likely besides what always exists, in place of what was told before; from the next utterance on.
  mutating func expect(terms: [String])
  /// An utterance begins, its samples come (8,000 a second), it ends, it was nothing.
  mutating func begin(_ number: Int, expecting expectation: Expectation) -> [HearingStep]
  mutating func feed(_ samples: [Int16]) -> [HearingStep]
  mutating func end() -> [HearingStep]
  mutating func cancel() -> [HearingStep]
  /// The engine says something.
  mutating func take(_ message: WireMessage) -> [HearingStep]
  /// Time has passed: `milliseconds` since the start of the session.
  mutating func tick(_ milliseconds: Int) -> [HearingStep]
}

extension HearingProtocol {
  /// Most servers take words only when a connection is opened, or none at all.
  mutating func expect(terms: [String]) {}
}

/// What a protocol wants done.
enum HearingStep: Equatable, Sendable {
  /// Send it, once a connection stands.
  case send(WireMessage)
  /// Open another connection in place of the present one.
  case reconnect
  /// It sounds like this so far; it was this.
  case partial(Int, String), final(Int, Transcript)
  /// The engine is of no use any more; why, without a word of the caller.
  case fail(SpeechEngineError.Code, String)
}

/// What is done with the words of engines elsewhere, so that they are as the port wants them: lower case, no punctuation, single spaces.
enum EngineWords {
  /// The confidence of words that an engine tells none of: fairly sure, and above what a yes needs to be acted on (0.7).
  static let untold = 0.75

  /// "Where's my order #40217?" -> "where's my order 40217".
  static func plain(_ text: String) -> String {
    var result = ""
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        result.append(character)
      } else if "'’".contains(character) {
        result.append("'")
      } else if "@.-_+&%$".contains(character) {
        result.append(character)
      } else {
        result.append(" ")
      }
    }
    let words = result.split(separator: " ").map { word in
      var word = word
      while let last = word.last, ".-'".contains(last) { word.removeLast() }
      while let first = word.first, ".-'".contains(first) { word.removeFirst() }
      return word
    }
    return Words.normalized(words.filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// Whether the words already are a complete answer to what is expected.
  static func satisfies(_ text: String, _ expectation: Expectation) -> Bool {
    guard case .digits(let count) = expectation else {
      return SearchName(expectation, hasStores: false).isSatisfied(by: text)
    }
    var digits = 0
    for word in text.split(separator: " ") {
      if Grammar.digits.contains(String(word)) {
        digits += 1
      } else if word.allSatisfy({ $0.isASCII && $0.isNumber }) {
        digits += word.count
      }
    }
    return digits == count
  }

  /// Samples as the bytes of 16-bit little-endian PCM.
  static func bytes(_ samples: [Int16]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(samples.count * 2)
    for sample in samples {
      let bits = UInt16(bitPattern: sample)
      bytes.append(UInt8(truncatingIfNeeded: bits))
      bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
    }
    return bytes
  }
}
