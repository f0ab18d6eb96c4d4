internal import CKafka
internal import Foundation
internal import Synchronization

/// An open librdkafka client. librdkafka's handle may be used from any thread; only destroying it must be alone.
// Unchecked, because the pointer is librdkafka's, which locks by itself. Whoever owns this calls `destroy` once, after the
// last other call.
final class KafkaClient: @unchecked Sendable {
  let handle: OpaquePointer

  /// Makes a client. Throws `.invalid` for what librdkafka does not take.
  ///
  /// - Parameters:
  ///   - settings: nil for a client that speaks to nobody.
  ///   - properties: what its owner promises; settings cannot change them.
  ///   - configure: sets callbacks.
  init(
    _ kind: rd_kafka_type_t, _ settings: KafkaSettings?, _ properties: [(String, String)],
    configure: (OpaquePointer) -> Void = { _ in }
  ) throws(BrokerError) {
    let configuration = rd_kafka_conf_new()
    var text = [CChar](repeating: 0, count: 512)
    // Later ones win.
    for (name, value) in (settings?.all ?? []) + properties {
      guard rd_kafka_conf_set(configuration, name, value, &text, text.count) == RD_KAFKA_CONF_OK else {
        rd_kafka_conf_destroy(configuration)
        // librdkafka's words would quote the value.
        throw BrokerError(.invalid, "Kafka takes no such \(name)")
      }
    }
    // librdkafka would print on standard error.
    rd_kafka_conf_set_log_cb(configuration) { _, _, _, _ in }
    if let configuration { configure(configuration) }
    guard let handle = rd_kafka_new(kind, configuration, &text, text.count) else {
      rd_kafka_conf_destroy(configuration)
      throw BrokerError(.invalid, "Kafka properties that do not go together")
    }
    self.handle = handle
  }

  func destroy() { rd_kafka_destroy(handle) }
}

extension KafkaSettings {
  /// librdkafka's names and values.
  fileprivate var all: [(String, String)] {
    [("bootstrap.servers", bootstrapServers), ("client.id", clientID)] + properties.sorted { $0.key < $1.key }
  }
}

/// What librdkafka calls an error.
func kafkaWords(_ code: rd_kafka_resp_err_t) -> String { String(cString: rd_kafka_err2name(code)) }

/// Work for a thread of its own, which calls it again and again until it says that it is done.
func onThread(named name: String, _ step: @escaping @Sendable () -> Bool) {
  let thread = Thread { while step() {} }
  thread.name = name
  thread.stackSize = 1 << 20
  thread.start()
}
