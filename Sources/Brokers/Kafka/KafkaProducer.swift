internal import CKafka
internal import Foundation
internal import Synchronization

/// Produces with acknowledgement by all in-sync replicas and without duplicates of its own making (idempotence).
public final class KafkaProducer: Sendable {
  private let client: KafkaClient
  private let life = Life()

  /// What the polling thread and the producer share, so that the thread does not keep the producer alive.
  private final class Life: Sendable {
    struct State {
      var publishing = 0
      var closing: Duration?
      var closed = false
      var whenClosed: [CheckedContinuation<Void, Never>] = []
    }
    let state = Mutex(State())
  }

  /// Makes a producer; connecting goes on in the background. Throws `.invalid` for a property librdkafka does not take.
  ///
  /// - Parameters:
  ///   - deliveryTimeout: how long one message may be retried before its outcome is reported.
  public init(_ settings: KafkaSettings, deliveryTimeout: Duration = .seconds(30)) throws(BrokerError) {
    let components = deliveryTimeout.components
    let milliseconds = components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    let client = try KafkaClient(
      RD_KAFKA_PRODUCER, settings,
      [
        ("acks", "all"), ("enable.idempotence", "true"), ("message.timeout.ms", String(max(1, milliseconds))),
        ("linger.ms", "2"),
      ]
    ) { configuration in
      rd_kafka_conf_set_dr_msg_cb(configuration) { _, message, _ in if let message { DeliveryReports.take(message) } }
    }
    self.client = client
    let life = life
    onThread(named: "kafka-out") { Self.step(client, life) }
  }

  deinit { life.state.withLock { state in if state.closing == nil { state.closing = .zero } } }

  /// Produces messages in order and waits for the report of each, which comes within the delivery timeout.
  ///
  /// - Returns: one outcome per message, in their order. `.refused` when it is certainly not in the log.
  public func publish(_ messages: [KafkaMessage]) async throws(BrokerError) -> [PublishOutcome] {
    let mayPublish = life.state.withLock { state in
      if state.closing == nil { state.publishing += 1 }
      return state.closing == nil
    }
    guard mayPublish else { throw BrokerError(.closed, "the producer was closed") }
    let reports = DeliveryReports(count: messages.count)
    for (index, message) in messages.enumerated() { await hand(over: message, index, reports) }
    // All are with librdkafka, whose reports come also while it is being closed.
    life.state.withLock { $0.publishing -= 1 }
    return await reports.all()
  }

  /// Waits for what is under way and closes for good; what is left after the timeout is reported `.unknown` or `.refused`.
  public func close(timeout: Duration = .seconds(5)) async {
    await withCheckedContinuation { continuation in
      let closed = life.state.withLock { state in
        if !state.closed {
          state.closing = state.closing ?? timeout
          state.whenClosed.append(continuation)
        }
        return state.closed
      }
      if closed { continuation.resume() }
    }
  }

  private func hand(over message: KafkaMessage, _ index: Int, _ reports: DeliveryReports) async {
    let carried = Unmanaged.passRetained(DeliveryReports.Slot(reports, index))
    while true {
      let error = produce(message, carried.toOpaque())
      if error == RD_KAFKA_RESP_ERR_NO_ERROR { return }
      // The queue empties as reports come. Not after closing has begun: nothing empties it then.
      if error == RD_KAFKA_RESP_ERR__QUEUE_FULL, life.state.withLock({ $0.closing == nil }) {
        try? await Task.sleep(for: .milliseconds(5))
        if !Task.isCancelled { continue }
      }
      carried.release()
      reports.report(index, .refused(kafkaWords(error)))
      return
    }
  }

  /// Gives one message to librdkafka, which copies it.
  private func produce(_ message: KafkaMessage, _ carried: UnsafeMutableRawPointer) -> rd_kafka_resp_err_t {
    var topic = message.topic
    // Names end with a zero byte for librdkafka.
    topic.append("\0")
    return topic.withUTF8 { topic in
      message.value.withUnsafeBytes { value in
        (message.key ?? []).withUnsafeBytes { key in
          var parts: [rd_kafka_vu_t] = [
            part(RD_KAFKA_VTYPE_TOPIC) {
              $0.cstr = UnsafeRawPointer(topic.baseAddress!).assumingMemoryBound(to: CChar.self)
            }
          ]
          parts.append(part(RD_KAFKA_VTYPE_MSGFLAGS) { $0.i = Int32(RD_KAFKA_MSG_F_COPY) })
          parts.append(part(RD_KAFKA_VTYPE_OPAQUE) { $0.ptr = carried })
          parts.append(
            part(RD_KAFKA_VTYPE_VALUE) {
              $0.mem = .init(ptr: UnsafeMutableRawPointer(mutating: value.baseAddress), size: value.count)
            })
          if message.key != nil {
            parts.append(
              part(RD_KAFKA_VTYPE_KEY) {
                $0.mem = .init(ptr: UnsafeMutableRawPointer(mutating: key.baseAddress), size: key.count)
              })
          }
          let headers = rd_kafka_headers_new(message.headers.count)
          for (name, value) in message.headers {
            rd_kafka_header_add(headers, name, -1, value, value.utf8.count)
          }
          parts.append(part(RD_KAFKA_VTYPE_HEADERS) { $0.headers = headers })
          guard let error = rd_kafka_produceva(client.handle, &parts, parts.count) else {
            return RD_KAFKA_RESP_ERR_NO_ERROR
          }
          // Ours again, as librdkafka did not take the message.
          rd_kafka_headers_destroy(headers)
          defer { rd_kafka_error_destroy(error) }
          return rd_kafka_error_code(error)
        }
      }
    }
  }

  private func part(_ type: rd_kafka_vtype_t, _ set: (inout rd_kafka_vu_s.__Unnamed_union_u) -> Void) -> rd_kafka_vu_t {
    var part = rd_kafka_vu_t()
    part.vtype = type
    set(&part.u)
    return part
  }

  /// One round of the polling thread: hands out reports; at the end flushes and destroys.
  private static func step(_ client: KafkaClient, _ life: Life) -> Bool {
    rd_kafka_poll(client.handle, 100)
    let closing = life.state.withLock { $0.publishing == 0 ? $0.closing : nil }
    guard let closing else { return true }
    let components = closing.components
    rd_kafka_flush(client.handle, Int32(components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000))
    // What is left gets its report here, so that nobody waits for ever.
    rd_kafka_purge(client.handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT)
    rd_kafka_flush(client.handle, 1_000)
    client.destroy()
    let waiting = life.state.withLock { state in
      state.closed = true
      defer { state.whenClosed = [] }
      return state.whenClosed
    }
    for continuation in waiting { continuation.resume() }
    return false
  }
}
