/// How long and how much a carrier's stream may take. Durations are nanoseconds of the media clock.
public struct StreamLimits: Sendable, Hashable {
  /// From the open socket to `start`.
  public var startTimeout: UInt64 = 10_000_000_000
  /// Without media, before the connection counts as lost.
  public var mediaTimeout: UInt64 = 30_000_000_000
  /// For a chat, which has no media: without anything typed, before it is ended in order; nil: there is sound.
  public var textTimeout: UInt64?
  /// How many more messages than seconds may have been typed.
  public var textsAhead = 20
  /// The longest call.
  public var maximumDuration: UInt64 = 3_600_000_000_000
  /// How long the peer may take nothing of what is written.
  public var notReadingTimeout: UInt64 = 5_000_000_000
  /// The most that may wait to be written, in bytes (audio: about 13,500 bytes a second).
  public var maximumBacklog = 262_144
  /// For the closing handshake.
  public var closeTimeout: UInt64 = 2_000_000_000
  /// Between our pings.
  public var pingInterval: UInt64 = 10_000_000_000
  /// Without an answer to pings, from a peer that has answered some before: it has stopped reading.
  public var pongTimeout: UInt64 = 25_000_000_000
  /// How much more audio than real time may have come, in samples; a burst after a stall stays below.
  public var aheadOfTime = 80_000
  /// The most frames that may make one message.
  public var maximumFragments = 16
  /// The largest message, in bytes.
  public var maximumMessage = 65_536
  /// The socket's send buffer, in bytes: small, so that a peer that does not read is noticed. 0 leaves it alone.
  public var sendBuffer = 65_536

  /// Makes the limits that fit telephone calls.
  public init() {}
}
