internal import CRabbitMQ
internal import Glibc

/// One connection with one open channel. Everything blocks and belongs on one thread, `cutter` aside.
final class AMQPConnection {
  static let channel: amqp_channel_t = 1

  let handle: amqp_connection_state_t
  let settings: RabbitMQSettings
  let cutter: SocketCutter

  /// Connects, logs in, opens the channel and declares the topology. Throws `.unavailable` or `.rejected`.
  init(_ settings: RabbitMQSettings, topology: RabbitMQTopology) throws(BrokerError) {
    self.settings = settings
    guard let handle = amqp_new_connection(), let socket = amqp_tcp_socket_new(handle) else {
      throw BrokerError(.unavailable, "no memory for a connection to \(settings)")
    }
    self.handle = handle
    var limit = timeval(settings.connectTimeout)
    guard amqp_socket_open_noblock(socket, settings.host, Int32(settings.port), &limit) == AMQP_STATUS_OK.rawValue
    else {
      cutter = SocketCutter(-1)
      throw BrokerError(.unavailable, "\(settings) cannot be reached")
    }
    cutter = SocketCutter(amqp_get_sockfd(handle))
    amqp_set_handshake_timeout(handle, &limit)
    amqp_set_rpc_timeout(handle, &limit)
    let heartbeat = max(1, settings.heartbeat.components.seconds)
    try check(
      aisle_amqp_login(handle, settings.virtualHost, 0, 131_072, Int32(heartbeat), settings.user, settings.password),
      "logging in")
    amqp_channel_open(handle, Self.channel)
    try check(amqp_get_rpc_reply(handle), "opening a channel")
    try declare(topology)
  }

  deinit {
    cutter.disarm()
    amqp_destroy_connection(handle)
  }

  /// Says farewell, as far as the broker listens within the connect timeout.
  func close() { _ = amqp_connection_close(handle, 200) }

  private func declare(_ topology: RabbitMQTopology) throws(BrokerError) {
    let arena = AMQPArena()
    for exchange in topology.exchanges {
      amqp_exchange_declare(
        handle, Self.channel, arena.bytes(exchange.name), arena.bytes(exchange.kind.rawValue), 0, 1, 0, 0,
        amqp_empty_table)
      try check(amqp_get_rpc_reply(handle), "declaring exchange \(exchange.name)")
    }
    for queue in topology.queues {
      let arguments = queue.deadLetterExchange.map { ["x-dead-letter-exchange": $0] } ?? [:]
      let own: amqp_boolean_t = queue.isTemporary ? 1 : 0
      amqp_queue_declare(
        handle, Self.channel, arena.bytes(queue.name), 0, 1 - own, own, own, arena.table(arguments))
      try check(amqp_get_rpc_reply(handle), "declaring queue \(queue.name)")
    }
    for binding in topology.bindings {
      amqp_queue_bind(
        handle, Self.channel, arena.bytes(binding.queue), arena.bytes(binding.exchange), arena.bytes(binding.key),
        amqp_empty_table)
      try check(amqp_get_rpc_reply(handle), "binding queue \(binding.queue) to \(binding.exchange)")
    }
  }

  /// Throws unless the broker said yes.
  func check(_ reply: amqp_rpc_reply_t, _ doing: String) throws(BrokerError) {
    switch reply.reply_type {
    case AMQP_RESPONSE_NORMAL: return
    case AMQP_RESPONSE_SERVER_EXCEPTION: throw refusal(reply.reply, doing)
    default: throw BrokerError(.unavailable, "\(settings): \(Self.words(reply.library_error)) while \(doing)")
    }
  }

  /// Why the broker closed the channel or the connection.
  func refusal(_ method: amqp_method_t, _ doing: String) -> BrokerError {
    var code: UInt16 = 0
    var text = "closed"
    if method.id == AMQPMethod.connectionClose, let close = method.decoded?.load(as: amqp_connection_close_t.self) {
      (code, text) = (close.reply_code, close.reply_text.text)
    } else if method.id == AMQPMethod.channelClose, let close = method.decoded?.load(as: amqp_channel_close_t.self) {
      (code, text) = (close.reply_code, close.reply_text.text)
    }
    // Shutting down, out of something, broken inside, or a cluster's node missing: these pass.
    let passes = [0, 320, 506, 541].contains(code) || text.contains("down or inaccessible")
    return BrokerError(passes ? .unavailable : .rejected, "\(settings): \(code) \(text) while \(doing)")
  }

  static func words(_ status: Int32) -> String { String(cString: amqp_error_string2(status)) }
}

extension timeval {
  init(_ duration: Duration) {
    let components = duration.components
    self.init(tv_sec: Int(components.seconds), tv_usec: Int(components.attoseconds / 1_000_000_000_000))
  }
}
