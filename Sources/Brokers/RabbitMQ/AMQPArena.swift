internal import CRabbitMQ
internal import Glibc

/// Memory for what is handed to librabbitmq by pointer; freed with the arena.
final class AMQPArena {
  private var blocks: [UnsafeMutableRawPointer] = []

  deinit { for block in blocks { free(block) } }

  func bytes(_ text: String) -> amqp_bytes_t {
    var text = text
    return text.withUTF8 { source in
      guard let start = source.baseAddress, let block = malloc(source.count) else { return amqp_empty_bytes }
      memcpy(block, start, source.count)
      blocks.append(block)
      return amqp_bytes_t(len: source.count, bytes: block)
    }
  }

  func table(_ entries: [String: String]) -> amqp_table_t {
    guard !entries.isEmpty, let block = malloc(entries.count * MemoryLayout<amqp_table_entry_t>.stride) else {
      return amqp_empty_table
    }
    blocks.append(block)
    let table = block.bindMemory(to: amqp_table_entry_t.self, capacity: entries.count)
    for (index, entry) in entries.enumerated() {
      var value = amqp_field_value_t()
      value.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
      value.value.bytes = bytes(entry.value)
      table.advanced(by: index).initialize(to: amqp_table_entry_t(key: bytes(entry.key), value: value))
    }
    return amqp_table_t(num_entries: Int32(entries.count), entries: table)
  }
}

extension amqp_bytes_t {
  var array: [UInt8] { Array(UnsafeRawBufferPointer(start: bytes, count: len)) }
  var text: String { String(decoding: UnsafeRawBufferPointer(start: bytes, count: len), as: UTF8.self) }
}

extension amqp_table_t {
  /// The entries that are text.
  var texts: [String: String] {
    let all = UnsafeBufferPointer(start: entries, count: Int(num_entries))
    let texts = all.filter { $0.value.kind == UInt8(AMQP_FIELD_KIND_UTF8.rawValue) }
    return Dictionary(texts.map { ($0.key.text, $0.value.value.bytes.text) }, uniquingKeysWith: { _, last in last })
  }
}

extension RabbitMQMessage {
  init(exchange: String, routingKey: String, _ message: amqp_message_t) {
    let properties = message.properties
    func property(_ flag: UInt32, _ value: amqp_bytes_t) -> String? {
      properties._flags & flag == 0 ? nil : value.text
    }
    self.init(
      exchange: exchange, routingKey: routingKey, body: message.body.array,
      messageID: property(AMQPProperty.messageID, properties.message_id),
      type: property(AMQPProperty.type, properties.type),
      contentType: property(AMQPProperty.contentType, properties.content_type),
      headers: properties._flags & AMQPProperty.headers == 0 ? [:] : properties.headers.texts)
    replyTo = property(AMQPProperty.replyTo, properties.reply_to)
    correlationID = property(AMQPProperty.correlationID, properties.correlation_id)
    expiration = property(AMQPProperty.expiration, properties.expiration).flatMap { Int($0) }.map { .milliseconds($0) }
    isPersistent = properties._flags & AMQPProperty.deliveryMode != 0 && properties.delivery_mode == 2
  }

  /// As librabbitmq wants it.
  func properties(in arena: AMQPArena) -> amqp_basic_properties_t {
    var properties = amqp_basic_properties_t()
    properties._flags = AMQPProperty.deliveryMode
    properties.delivery_mode = isPersistent ? 2 : 1
    if let replyTo {
      properties._flags |= AMQPProperty.replyTo
      properties.reply_to = arena.bytes(replyTo)
    }
    if let correlationID {
      properties._flags |= AMQPProperty.correlationID
      properties.correlation_id = arena.bytes(correlationID)
    }
    if let expiration {
      properties._flags |= AMQPProperty.expiration
      properties.expiration = arena.bytes(String(max(0, Int(expiration / .milliseconds(1)))))
    }
    if let messageID {
      properties._flags |= AMQPProperty.messageID
      properties.message_id = arena.bytes(messageID)
    }
    if let type {
      properties._flags |= AMQPProperty.type
      properties.type = arena.bytes(type)
    }
    if let contentType {
      properties._flags |= AMQPProperty.contentType
      properties.content_type = arena.bytes(contentType)
    }
    if !headers.isEmpty {
      properties._flags |= AMQPProperty.headers
      properties.headers = arena.table(headers)
    }
    return properties
  }

  /// Why it cannot be sent: AMQP's short texts have one byte for their length.
  var flaw: String? {
    let short =
      [exchange, routingKey, messageID ?? "", type ?? "", contentType ?? "", replyTo ?? "", correlationID ?? ""]
      + headers.keys
    return short.allSatisfy { $0.utf8.count <= 255 } ? nil : "a key, name or property of more than 255 bytes"
  }
}
