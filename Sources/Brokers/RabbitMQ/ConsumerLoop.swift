internal import CRabbitMQ
internal import Foundation
internal import Glibc
internal import Synchronization
internal import Waiting

/// The thread of a consumer: connects, receives, acknowledges, and connects again until stopped.
final class ConsumerLoop: Sendable {
  /// An acknowledgement that waits to be written.
  struct Settlement: Sendable {
    enum Kind: Sendable {
      case acknowledge
      case refuse(requeue: Bool)
    }

    var tag: UInt64
    var epoch: Int
    var kind: Kind
    var done: CheckedContinuation<BrokerError?, Never>
  }

  private struct State {
    var settlements: [Settlement] = []
    var stopped = false
    var ended = false
    var connection = ConnectionState()
    var whenEnded: [CheckedContinuation<Void, Never>] = []
  }

  let mailbox = Mailbox<RabbitMQDelivery>()
  private let settings: RabbitMQSettings
  private let queue: String
  private let prefetch: Int
  private let topology: RabbitMQTopology
  private let wake = Wake()
  private let state = Mutex(State())

  init(_ settings: RabbitMQSettings, queue: String, prefetch: Int, topology: RabbitMQTopology) {
    self.settings = settings
    self.queue = queue
    self.prefetch = prefetch
    self.topology = topology
    // The thread keeps the loop alive until it is stopped.
    let thread = Thread { self.run() }
    thread.name = "rabbitmq-in"
    thread.stackSize = 1 << 20
    thread.start()
  }

  var connectionState: ConnectionState { state.withLock { $0.connection } }

  func settle(_ delivery: RabbitMQDelivery, _ kind: Settlement.Kind) async throws(BrokerError) {
    let error = await withCheckedContinuation { done in
      let ended = state.withLock { state in
        if !state.ended {
          state.settlements.append(.init(tag: delivery.tag, epoch: delivery.epoch, kind: kind, done: done))
        }
        return state.ended
      }
      if ended { done.resume(returning: BrokerError(.closed, "the consumer was closed")) } else { wake.signal() }
    }
    if let error { throw error }
  }

  /// Asks the thread to end; it says farewell to the broker first.
  func stop() {
    state.withLock { $0.stopped = true }
    wake.signal()
  }

  func waitForEnd() async {
    await withCheckedContinuation { continuation in
      let ended = state.withLock { state in
        if !state.ended { state.whenEnded.append(continuation) }
        return state.ended
      }
      if ended { continuation.resume() }
    }
  }

  private var isStopped: Bool { state.withLock { $0.stopped } }

  private func run() {
    var backoff = Backoff()
    var epoch = 0
    var final: BrokerError?
    while !isStopped {
      do {
        let connection = try open()
        backoff.succeeded()
        epoch += 1
        state.withLock { state in
          state.connection.isConnected = true
          state.connection.connections += 1
        }
        try serve(connection, epoch)
        connection.close()
      } catch {
        // Whoever has a delivery of this connection learns that it comes again; the others are not handed out any more.
        mailbox.empty()
        state.withLock { state in
          state.connection.isConnected = false
          state.connection.lastError = error
        }
        if error.code == .rejected {
          final = error
          break
        }
        backoff.failed()
      }
      while !isStopped, ContinuousClock.now < backoff.nextAttempt {
        answerAsStale()
        _ = wake.wait(for: -1, 0, until: backoff.nextAttempt)
      }
    }
    end(final)
  }

  private func open() throws(BrokerError) -> AMQPConnection {
    let connection = try AMQPConnection(settings, topology: topology)
    let handle = connection.handle
    let arena = AMQPArena()
    amqp_basic_qos(handle, AMQPConnection.channel, 0, UInt16(prefetch), 0)
    try connection.check(amqp_get_rpc_reply(handle), "setting the prefetch")
    amqp_basic_consume(
      handle, AMQPConnection.channel, arena.bytes(queue), amqp_empty_bytes, 0, 0, 0, amqp_empty_table)
    try connection.check(amqp_get_rpc_reply(handle), "consuming \(queue)")
    return connection
  }

  /// Returns when stopped; throws when the connection is of no use any more.
  private func serve(_ connection: AMQPConnection, _ epoch: Int) throws(BrokerError) {
    let handle = connection.handle
    let pause = max(.seconds(1), settings.heartbeat) / 2
    while true {
      try settleAll(connection, epoch)
      if isStopped { return }
      if amqp_frames_enqueued(handle) == 0, amqp_data_in_buffer(handle) == 0 {
        _ = wake.wait(for: amqp_get_sockfd(handle), POLLIN, until: .now + pause)
      }
      // Also when nothing came: this is where heartbeats are sent and missed ones noticed.
      while let delivery = try receive(connection, epoch) { mailbox.put(delivery) }
    }
  }

  private func receive(_ connection: AMQPConnection, _ epoch: Int) throws(BrokerError) -> RabbitMQDelivery? {
    let handle = connection.handle
    amqp_maybe_release_buffers(handle)
    var envelope = amqp_envelope_t()
    var now = timeval()
    let reply = amqp_consume_message(handle, &envelope, &now, 0)
    switch (reply.reply_type, reply.library_error) {
    case (AMQP_RESPONSE_NORMAL, _):
      defer { amqp_destroy_envelope(&envelope) }
      let (exchange, key) = (envelope.exchange.text, envelope.routing_key.text)
      return RabbitMQDelivery(
        message: RabbitMQMessage(exchange: exchange, routingKey: key, envelope.message),
        isRedelivered: envelope.redelivered != 0, tag: envelope.delivery_tag, epoch: epoch)
    case (AMQP_RESPONSE_LIBRARY_EXCEPTION, AMQP_STATUS_TIMEOUT.rawValue): return nil
    case (AMQP_RESPONSE_LIBRARY_EXCEPTION, AMQP_STATUS_UNEXPECTED_STATE.rawValue):
      // Another frame stands before the next delivery, and has to be taken by itself.
      try takeFrame(connection)
      return try receive(connection, epoch)
    default:
      try connection.check(reply, "waiting for messages of \(queue)")
      return nil
    }
  }

  private func takeFrame(_ connection: AMQPConnection) throws(BrokerError) {
    var frame = amqp_frame_t()
    var now = timeval()
    let status = amqp_simple_wait_frame_noblock(connection.handle, &frame, &now)
    guard status == AMQP_STATUS_OK.rawValue else {
      if status == AMQP_STATUS_TIMEOUT.rawValue { return }
      throw BrokerError(.unavailable, "\(settings): \(AMQPConnection.words(status))")
    }
    guard frame.frame_type == UInt8(AMQP_FRAME_METHOD) else { return }
    switch frame.payload.method.id {
    case AMQPMethod.channelClose, AMQPMethod.connectionClose:
      throw connection.refusal(frame.payload.method, "consuming \(queue)")
    case AMQPMethod.basicCancel: throw BrokerError(.unavailable, "\(settings): queue \(queue) went away")
    default: break
    }
  }

  private func takeSettlements() -> [Settlement] {
    state.withLock { state in
      defer { state.settlements = [] }
      return state.settlements
    }
  }

  private func settleAll(_ connection: AMQPConnection, _ epoch: Int) throws(BrokerError) {
    var failure: BrokerError?
    for settlement in takeSettlements() {
      guard failure == nil, settlement.epoch == epoch else {
        settlement.done.resume(returning: Self.stale)
        continue
      }
      let (handle, channel) = (connection.handle, AMQPConnection.channel)
      let status =
        switch settlement.kind {
        case .acknowledge: amqp_basic_ack(handle, channel, settlement.tag, 0)
        case .refuse(let requeue): amqp_basic_nack(handle, channel, settlement.tag, 0, requeue ? 1 : 0)
        }
      if status == AMQP_STATUS_OK.rawValue {
        settlement.done.resume(returning: nil)
      } else {
        failure = BrokerError(.unavailable, "\(settings): \(AMQPConnection.words(status))")
        settlement.done.resume(returning: Self.stale)
      }
    }
    if let failure { throw failure }
  }

  private static let stale = BrokerError(.stale, "the connection it came on is gone, so the message comes again")

  private func answerAsStale() { for settlement in takeSettlements() { settlement.done.resume(returning: Self.stale) } }

  private func end(_ error: BrokerError?) {
    let (settlements, waiting) = state.withLock { state in
      state.ended = true
      state.connection.isConnected = false
      defer { state.settlements = [] }
      return (state.settlements, state.whenEnded)
    }
    for settlement in settlements {
      settlement.done.resume(returning: BrokerError(.closed, "the consumer was closed"))
    }
    mailbox.finish(error)
    for continuation in waiting { continuation.resume() }
  }
}
