internal import CRabbitMQ
internal import Glibc

/// A connection whose channel confirms what is published. Belongs on one thread.
final class PublishChannel {
  /// Messages written before answers are looked for again.
  static let stretch = 128

  let connection: AMQPConnection
  private var nextTag: UInt64 = 1

  init(_ settings: RabbitMQSettings, topology: RabbitMQTopology) throws(BrokerError) {
    connection = try AMQPConnection(settings, topology: topology)
    amqp_confirm_select(connection.handle, AMQPConnection.channel)
    try connection.check(amqp_get_rpc_reply(connection.handle), "asking for confirmation")
  }

  /// Publishes and waits for the answers. Throws when the connection is of no use any more; the ledger then says what
  /// became of the messages.
  func publish(_ messages: [RabbitMQMessage], _ ledger: inout PublishLedger, until deadline: ContinuousClock.Instant)
    throws(BrokerError)
  {
    for (index, message) in messages.enumerated() {
      let arena = AMQPArena()
      var properties = message.properties(in: arena)
      // Counted first: half a message may be under way when writing fails.
      ledger.sentNext()
      nextTag += 1
      let status = message.body.withUnsafeBytes { body in
        amqp_basic_publish(
          connection.handle, AMQPConnection.channel, arena.bytes(message.exchange), arena.bytes(message.routingKey), 1,
          0,
          &properties, amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress)))
      }
      guard status == AMQP_STATUS_OK.rawValue else { throw lost(status) }
      if index % Self.stretch == Self.stretch - 1 { while try receive(&ledger, until: .now) {} }
    }
    while ledger.unanswered > 0 {
      guard !Task.isCancelled else { throw BrokerError(.timeout, "cancelled while waiting for confirmation") }
      // In slices, so that cancellation shows.
      let received = try receive(&ledger, until: min(deadline, .now + .milliseconds(200)))
      if !received, ContinuousClock.now >= deadline { throw BrokerError(.timeout, "no confirmation in time") }
    }
  }

  /// An empty ledger for what is published next.
  func ledger(for messages: [RabbitMQMessage]) -> PublishLedger { PublishLedger(messages, first: nextTag) }

  /// Sends a heartbeat when one is due and looks whether the broker has closed.
  func tick() throws(BrokerError) {
    var nothing = PublishLedger([], first: nextTag)
    while try receive(&nothing, until: .now) {}
  }

  /// Takes one frame; false when none came in time.
  private func receive(_ ledger: inout PublishLedger, until deadline: ContinuousClock.Instant) throws(BrokerError)
    -> Bool
  {
    var frame = amqp_frame_t()
    var limit = timeval(max(.zero, ContinuousClock.now.duration(to: deadline)))
    amqp_maybe_release_buffers(connection.handle)
    let status = amqp_simple_wait_frame_noblock(connection.handle, &frame, &limit)
    if status == AMQP_STATUS_TIMEOUT.rawValue { return false }
    guard status == AMQP_STATUS_OK.rawValue else { throw lost(status) }
    guard frame.frame_type == UInt8(AMQP_FRAME_METHOD) else { return true }
    let method = frame.payload.method
    switch method.id {
    case AMQPMethod.basicAck:
      guard let ack = method.decoded?.load(as: amqp_basic_ack_t.self) else { break }
      ledger.answer(ack.delivery_tag, multiple: ack.multiple != 0, refused: false)
    case AMQPMethod.basicNack:
      guard let nack = method.decoded?.load(as: amqp_basic_nack_t.self) else { break }
      ledger.answer(nack.delivery_tag, multiple: nack.multiple != 0, refused: true)
    case AMQPMethod.basicReturn:
      guard let back = method.decoded?.load(as: amqp_basic_return_t.self) else { break }
      let (exchange, key, reason) = (
        back.exchange.text, back.routing_key.text, "\(back.reply_code) \(back.reply_text.text)"
      )
      var content = amqp_message_t()
      try connection.check(
        amqp_read_message(connection.handle, AMQPConnection.channel, &content, 0), "reading a returned message")
      ledger.returned(RabbitMQMessage(exchange: exchange, routingKey: key, content), reason)
      amqp_destroy_message(&content)
    case AMQPMethod.channelClose, AMQPMethod.connectionClose: throw connection.refusal(method, "publishing")
    default: break
    }
    return true
  }

  private func lost(_ status: Int32) -> BrokerError {
    BrokerError(.unavailable, "\(connection.settings): \(AMQPConnection.words(status))")
  }
}
