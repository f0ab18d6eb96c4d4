import Conversations

/// Why a stream ended, in detail: one word for the log and for counters.
enum EndDetail: String, Sendable, Hashable {
  case stopped, peerClosed, agentHungUp, shutdown, tooLong
  case socketClosed, halfClosed, socketError, noMedia, idle
  case malformed, notText, notMasked, reservedBits, badFragments, tooLarge, badFrame
  case unknownStream, secondStart, beforeStart, unsupportedFormat, flooded
  case backlog, noPong
  case noStart, full, tokenMissing, tokenInvalid, tokenExpired, tokenUsed, tokenForOtherCall
}

/// The end of a stream: what the media engine is told, and how the socket is closed.
struct Ending: Equatable, Sendable {
  var end: CallEnd
  var detail: EndDetail
  /// The code of the close frame (RFC 6455 §7.4.1).
  var closeCode: UInt16
  /// True when no handshake is waited for: the peer cannot or will not answer.
  var cut = false
}
