/// A message of a carrier's stream, read.
enum CarrierMessage: Equatable {
  case connected
  case start(StreamStart)
  case media(streamID: String?, inbound: Bool, samples: [Int16])
  case dtmf(streamID: String?, digit: Character?)
  /// Typed, when the transcript had been shown up to this line.
  case text(String, seen: Int?)
  case mark(streamID: String?, name: String)
  case stop(streamID: String?)
  /// An event we do not know: carriers add some without notice.
  case unknown
}

/// What `start` tells.
struct StreamStart: Equatable {
  var streamID: String
  var callID: String
  var parameters: [String: String] = [:]
  /// The media format; nil when the message names none.
  var encoding: String?
  var sampleRate: Int?
  var channels: Int?

  /// True for mu-law, 8,000 samples a second, one channel, or where nothing else is said.
  var isTelephone: Bool {
    (encoding ?? "audio/x-mulaw").lowercased() == "audio/x-mulaw" && (sampleRate ?? 8_000) == 8_000
      && (channels ?? 1) == 1
  }
}
