public import Dialogue
public import Discourse

/// What a call is, as the carrier's signalling tells it.
public struct CallDetails: Sendable, Hashable {
  /// The carrier's identifier of the call ("CA…"); unique.
  public var carrierCallID: String
  /// The carrier's identifier of the media stream ("MZ…").
  public var streamID: String
  /// The calling number in E.164, when the carrier gives one.
  public var from: String?
  /// The called number in E.164.
  public var to: String?
  /// How it reaches us.
  public var channel: Channel

  /// Makes details.
  public init(carrierCallID: String, streamID: String, from: String?, to: String?, channel: Channel = .phone) {
    self.carrierCallID = carrierCallID
    self.streamID = streamID
    self.from = from
    self.to = to
    self.channel = channel
  }
}

/// The carrier's side of a call's audio, as one protocol adapter offers it. Used on the call's event loop only.
public protocol MediaTransport: AnyObject {
  /// Sends one 20 ms frame (160 bytes of G.711 mu-law). The caller of this method paces.
  func send(audio frame: [UInt8])
  /// Asks the carrier to report when all audio sent before this has been played.
  func send(mark name: String)
  /// Throws away what the carrier has buffered and not played.
  func sendClear()
  /// Ends the call from our side; no more of these calls follow.
  func close()
}

/// What the conversation tells its media, from any thread.
public enum MediaCommand: Sendable {
  /// A prompt is to be said, in these sentences, after so many ms of waiting for back ends. What is said of it later belongs to it.
  case announce(prompt: Int, sentences: [String], waited: Int = 0)
  /// What is played of this prompt from here on is its next sentence.
  case nextSentence(prompt: Int)
  /// More samples of prompt `prompt`. Numbers rise; a new number starts after the old prompt has been played.
  case play(prompt: Int, samples: [Int16])
  /// No more samples for this prompt: mark its end.
  case finish(prompt: Int)
  /// What the caller is expected to say once our prompt has been heard.
  case expect(Expectation)
  /// The names that this customer is likely to say, in place of those told before.
  case expectNames([String])
  /// How what comes from the caller is to be treated from now on.
  case treat(MediaOrders)
  /// What the recogniser said.
  case recognised(RecognitionEvent)
  /// Recognition is ready to be used.
  case listen(any RecognitionSession)
  /// End the call when everything queued has been played.
  case hangUp
}

/// Where a conversation sends its commands; safe from any thread, returns at once.
public struct MediaHandle: Sendable {
  /// Delivers a command to the call's event loop.
  public let send: @Sendable (MediaCommand) -> Void

  /// Makes a handle from a closure that hops to the call's event loop.
  public init(send: @escaping @Sendable (MediaCommand) -> Void) { self.send = send }
}

/// How a call ended.
public enum CallEnd: String, Sendable, Codable, Hashable {
  /// The caller or the carrier stopped it; we hung up at the end; the socket broke or half-closed; the peer broke the
  /// protocol; the peer stopped reading; the longest call time passed; the server is shutting down.
  case callerHungUp, agentHungUp, connectionLost, protocolError, notReading, tooLong, shutdown
}

/// The media engine of one call: turn-taking, recogniser feed, paced playout, recording taps. Created and used on the
/// call's event loop only; an adapter forwards what comes from the wire. All times are nanoseconds of one monotonic clock.
public protocol CallMedia: AnyObject {
  /// Audio from the caller: linear samples at 8 kHz, usually 160.
  func receive(samples: [Int16], now: UInt64)
  /// A key was pressed: 0–9, *, #.
  func receive(digit: Character, now: UInt64)
  /// The customer typed something beside the call, or in a chat. `seen` is the last line of the transcript that had been shown by then
  /// (``TurnView/index``); nil: not told.
  func receive(text: String, seen: Int?, now: UInt64)
  /// The carrier reports a mark as played or dropped.
  func receive(mark name: String, now: UInt64)
  /// A command of the conversation, already on the event loop.
  func perform(_ command: MediaCommand, now: UInt64)
  /// To be called every 20 ms by the adapter's timer: sends due frames, watches time.
  func tick(now: UInt64)
  /// The call is over; called once, no calls follow.
  func ended(_ end: CallEnd)
}

extension CallMedia {
  /// A telephone brings no text.
  public func receive(text: String, seen: Int?, now: UInt64) {}
}

/// The port by which an adapter hands calls to the platform.
public protocol CallHost: Sendable {
  /// A validated stream has started. Called on the call's event loop; returns the media engine for it, or nil when the
  /// house is full or draining (the adapter then closes, so that the carrier's fallback runs). A chat is handed over the same way: a call
  /// whose channel is not spoken on, which brings text alone and takes no line.
  /// - Parameter show: Called with each change of the call's conversation, from any thread; nil: nobody looks.
  func start(
    _ call: CallDetails, transport: any MediaTransport, handle: MediaHandle,
    show: (@Sendable (ConversationView) -> Void)?
  ) -> (any CallMedia)?
}
