internal import Discourse
internal import Understanding

/// The signals of the latest turn, and what was said before it: saying a thing again is effort.
struct SignalMemory: Hashable, Codable, Sendable {
  /// So many of the customer's sentences are remembered.
  private static let limit = 8

  private(set) var latest: TurnSignals?
  private var said: [String] = []

  mutating func take(_ text: String, _ commands: [Command]) {
    latest = SignalReader.read(text, commands, before: said)
    said = said.suffix(Self.limit - 1) + [text]
  }
}
