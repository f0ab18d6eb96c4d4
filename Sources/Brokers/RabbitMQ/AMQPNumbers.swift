/// Numbers of AMQP 0-9-1 that librabbitmq defines as macros with casts, which Swift cannot see.
enum AMQPMethod {
  static let connectionClose: UInt32 = 0x000A_0032
  static let connectionBlocked: UInt32 = 0x000A_003C
  static let channelClose: UInt32 = 0x0014_0028
  static let basicCancel: UInt32 = 0x003C_001E
  static let basicReturn: UInt32 = 0x003C_0032
  static let basicAck: UInt32 = 0x003C_0050
  static let basicNack: UInt32 = 0x003C_0078
}

/// Which properties of a message are set.
enum AMQPProperty {
  static let contentType: UInt32 = 1 << 15
  static let headers: UInt32 = 1 << 13
  static let deliveryMode: UInt32 = 1 << 12
  static let correlationID: UInt32 = 1 << 10
  static let replyTo: UInt32 = 1 << 9
  static let expiration: UInt32 = 1 << 8
  static let messageID: UInt32 = 1 << 7
  static let type: UInt32 = 1 << 5
}
