/// Words that stand for a value: which words, and what they may mean, the likeliest first.
public struct Span<Value: Hashable & Sendable>: Hashable, Sendable {
  /// One way of reading the words.
  public struct Reading: Hashable, Sendable {
    /// The value in its normal form.
    public var value: Value
    /// How likely the words mean it, 0 to 1.
    public var confidence: Double

    /// Makes a reading.
    public init(_ value: Value, _ confidence: Double) {
      self.value = value
      self.confidence = confidence
    }
  }

  /// The words that it covers, as places in the `Tokens`; what only introduces it ("my zip is") stands outside.
  public var tokens: Range<Int>
  /// The readings, the likeliest first; never empty.
  public private(set) var readings: [Reading]
  /// The words as they were written or heard.
  public var said: String

  /// Makes a span of one or more readings.
  public init(_ tokens: Range<Int>, _ first: Reading, _ others: [Reading] = [], said: String) {
    self.tokens = tokens
    readings = [first] + others
    self.said = said
  }

  /// The same, its first reading at least so likely and the others in proportion.
  func atLeast(_ confidence: Double) -> Span {
    var span = self
    let factor = max(1, confidence / max(self.confidence, 0.01))
    for index in span.readings.indices { span.readings[index].confidence *= factor }
    return span
  }

  /// The likeliest value.
  public var value: Value { readings[0].value }
  /// How likely it is, 0 to 1.
  public var confidence: Double { readings[0].confidence }
}
