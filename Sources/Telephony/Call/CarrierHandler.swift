import Conversations
import Discourse
import HTTPServer
import NIOCore
import NIOWebSocket

/// The shell of one stream on its event loop: frames in and out as its wire writes them, the rules in ``CarrierSession``. It
/// drives the media engine and is its transport.
final class CarrierHandler<Wire: StreamWire>: ChannelInboundHandler, MediaTransport, Ticking {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let services: StreamServices
  private let clock: MediaClock
  private var session: CarrierSession
  private var reader: WebSocketReader
  private var wire: Wire
  private var shown: TalkTranscript?
  private var media: (any CallMedia)?
  private var context: ChannelHandlerContext?
  private var stuckSince: UInt64?
  private var mustFlush = false
  /// Frames that go out together, in one message.
  private var audio: [UInt8] = []

  init(services: StreamServices, clock: MediaClock, wire: Wire) {
    self.services = services
    self.clock = clock
    self.wire = wire
    session = CarrierSession(limits: services.limits, now: MediaClock.now)
    reader = WebSocketReader(
      maximumFragments: services.limits.maximumFragments, maximumMessage: services.limits.maximumMessage,
      takesBinary: Wire.takesBinary)
  }

  // MARK: The channel

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    services.socketOpened()
    clock.add(self)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    act(session.lost(.socketClosed, now: MediaClock.now))
    clock.remove(self)
    services.socketClosed()
    self.context = nil
  }

  func channelInactive(context: ChannelHandlerContext) {
    act(session.lost(.socketClosed, now: MediaClock.now))
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let data = unwrapInboundIn(data)
    let bytes = data.readableBytesUInt8Span
    let now = MediaClock.now
    var position = 0
    while let step = reader.next(bytes, from: &position) {
      switch step {
      case .message: if session.isOpen { read(now: now) }
      case .ping(let payload):
        // A peer that does not read gets no pongs either: they would pile up.
        guard context.channel.isWritable else { continue }
        write(.pong, ByteBuffer(bytes: payload))
      case .pong: session.ponged(now: now)
      case .close: act(session.peerClosed(now: now))
      case .violation(let detail): act(session.violated(detail, now: now))
      }
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) { flush() }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    stuckSince = context.channel.isWritable ? nil : MediaClock.now
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    let now = MediaClock.now
    switch event {
    case let event as ChannelEvent where event == .inputClosed: act(session.lost(.halfClosed, now: now))
    case let event as ServerIsShuttingDown: act(session.shutdown(urgent: event.phase == .close, now: now))
    default: context.fireUserInboundEventTriggered(event)
    }
    flush()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    act(session.lost(.socketError, now: MediaClock.now))
  }

  // MARK: The clock

  func tick(now: UInt64) {
    var backlog = 0
    if stuckSince != nil, let options = context?.channel.syncOptions {
      backlog = (try? options.getOption(.bufferedWritableBytes)) ?? 0
    }
    act(session.tick(now: now, stuckSince: stuckSince, backlog: backlog), now: now)
    if session.isRunning { media?.tick(now: now) }
    flush()
  }

  // MARK: The media engine's transport

  func send(audio frame: [UInt8]) {
    guard session.isRunning else { return }
    audio += frame
  }

  func send(mark name: String) {
    guard let context, session.isRunning else { return }
    writeAudio()
    write(wire.mark(name, context.channel.allocator))
  }

  func sendClear() {
    guard let context, session.isRunning else { return }
    audio.removeAll(keepingCapacity: true)
    write(wire.clear(context.channel.allocator))
  }

  func close() {
    act(session.agentHungUp(now: MediaClock.now))
    flush()
  }

  /// Performs a command of the conversation; on the event loop.
  func perform(_ command: MediaCommand) {
    guard session.isRunning else { return }
    media?.perform(command, now: MediaClock.now)
    flush()
  }

  /// Sends what is new in the transcript; on the event loop.
  private func show(_ transcript: TalkTranscript) {
    guard let context, session.isRunning, let news = transcript.news(since: shown) else { return }
    shown = transcript
    write(.text, context.channel.allocator.buffer(string: news.json))
    flush()
  }

  // MARK: Inside

  private func read(now: UInt64) {
    do {
      act(session.received(try wire.read(reader.bytes, isBinary: reader.isBinary), now: now), now: now)
    } catch {
      act(session.violated(.malformed, now: now))
    }
  }

  private func act(_ action: CarrierSession.Action, now: UInt64 = MediaClock.now) {
    switch action {
    case .none: break
    case .deliver(let samples): media?.receive(samples: samples, now: now)
    case .digit(let digit): media?.receive(digit: digit, now: now)
    case .text(let text, let seen): media?.receive(text: text, seen: seen, now: now)
    case .mark(let name): media?.receive(mark: name, now: now)
    case .start(let start): begin(start, now: now)
    case .ping: write(.ping, ByteBuffer())
    case .end(let ending): finish(ending, now: now)
    case .cut: context?.close(promise: nil)
    }
  }

  private func begin(_ start: StreamStart, now: UInt64) {
    guard let context else { return }
    var details = CallDetails(
      carrierCallID: start.callID, streamID: start.streamID, from: nil, to: nil, channel: Wire.channel)
    if let tokens = services.tokens {
      switch tokens.redeem(start.parameters["token"], callID: start.callID) {
      case .refused(let detail): return act(session.refused(detail, now: now))
      case .valid(let claims):
        details.from = claims.from
        details.to = claims.to
      }
    } else {
      details.from = start.parameters["from"]
      details.to = start.parameters["to"]
    }
    let loop = context.eventLoop
    let bound = NIOLoopBound(self, eventLoop: loop)
    let handle = MediaHandle { command in loop.execute { bound.value.perform(command) } }
    wire.begin(start)
    // A carrier has no eyes.
    var show: (@Sendable (ConversationView) -> Void)?
    if Wire.channel != .phone {
      show = { view in loop.execute { bound.value.show(TalkTranscript(view)) } }
    }
    guard let media = services.host.start(details, transport: self, handle: handle, show: show) else {
      return act(session.refused(.full, now: now))
    }
    self.media = media
    session.accepted(now: now)
    services.callStarted()
  }

  private func finish(_ ending: Ending, now: UInt64) {
    writeAudio()
    if let media {
      self.media = nil
      services.callEnded(ending, callID: session.callID, nanoseconds: session.duration(now: now))
      // Not from within: the engine itself may have asked for the end.
      context?.eventLoop.assumeIsolated().execute { media.ended(ending.end) }
    } else {
      services.streamRefused(ending, callID: session.callID)
    }
    guard let context, context.channel.isActive else { return }
    if ending.end == .notReading || ending.end == .connectionLost && ending.cut {
      context.close(promise: nil)
      return
    }
    var data = context.channel.allocator.buffer(capacity: 2)
    data.writeInteger(ending.closeCode)
    write(.connectionClose, data)
    flush()
    if ending.cut { context.close(promise: nil) }
  }

  private func write(_ message: consuming Wire.Written) { write(message.opcode, message.data) }

  private func write(_ opcode: WebSocketOpcode, _ data: consuming ByteBuffer) {
    guard let context else { return }
    WebSocketHeader.prepend(opcode, to: &data)
    context.write(wrapOutboundOut(data), promise: nil)
    mustFlush = true
  }

  private func writeAudio() {
    guard !audio.isEmpty, let context else { return }
    write(wire.media(audio, context.channel.allocator))
    audio.removeAll(keepingCapacity: true)
  }

  private func flush() {
    writeAudio()
    guard mustFlush else { return }
    mustFlush = false
    context?.flush()
  }
}
