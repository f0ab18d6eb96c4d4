/// One way of hearing what was said, best first in a `Transcript`.
public struct Alternative: Hashable, Codable, Sendable {
  /// The words, lower case, separated by single spaces.
  public var text: String
  /// How sure the recogniser is, 0 to 1; 1 for typed text and keypad.
  public var confidence: Double

  /// Makes an alternative.
  public init(text: String, confidence: Double) {
    self.text = text
    self.confidence = confidence
  }
}

/// What the caller was heard to say in one utterance. Empty when sound was heard but no words.
public struct Transcript: Hashable, Codable, Sendable {
  /// The ways of hearing it, best first; may be empty.
  public var alternatives: [Alternative]

  /// Makes a transcript.
  public init(alternatives: [Alternative]) { self.alternatives = alternatives }

  /// A transcript of typed text.
  public init(typed text: String) { alternatives = [Alternative(text: text, confidence: 1)] }

  /// The best text, or "".
  public var text: String { alternatives.first?.text ?? "" }
}
