internal import CKafka
internal import Glibc
internal import Synchronization
internal import Waiting

/// The two threads of a consumer: one polls, the other commits, which blocks until the broker has answered.
final class KafkaPoller: Sendable {
  /// Records handed out ahead of the task that takes them. Beyond that polling waits, and when the task takes nothing for
  /// Kafka's `max.poll.interval.ms` the group gives its partitions to others, as it should.
  static let ahead = 500

  private struct State {
    var stopped = false
    var ended = false
    var committing = 0
    var whenEnded: [CheckedContinuation<Void, Never>] = []
  }

  private let client: KafkaClient
  private let mailbox = Mailbox<KafkaRecord>()
  private let committer: KafkaCommitter
  private let state = Mutex(State())
  private let wake = Wake()

  init(_ client: KafkaClient) {
    self.client = client
    committer = KafkaCommitter(client)
    onThread(named: "kafka-in") { self.step() }
  }

  func next() async throws(BrokerError) -> KafkaRecord? {
    let record = try await mailbox.next()
    if mailbox.count == Self.ahead - 1 { wake.signal() }
    return record
  }

  func commit(_ records: [KafkaRecord]) async throws(BrokerError) {
    let mayCommit = state.withLock { state in
      if !state.stopped { state.committing += 1 }
      return !state.stopped
    }
    guard mayCommit else { throw BrokerError(.closed, "the consumer was closed") }
    defer {
      state.withLock { $0.committing -= 1 }
      wake.signal()
    }
    try await committer.commit(records)
  }

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

  /// One round of the polling thread; false at the end.
  private func step() -> Bool {
    let (stopped, committing) = state.withLock { ($0.stopped, $0.committing) }
    if stopped {
      guard committing == 0 else {
        _ = wake.wait(for: -1, 0, until: .now + .seconds(1))
        return true
      }
      end()
      return false
    }
    guard mailbox.count < Self.ahead else {
      _ = wake.wait(for: -1, 0, until: .now + .milliseconds(100))
      return true
    }
    guard let message = rd_kafka_consumer_poll(client.handle, 100) else { return true }
    defer { rd_kafka_message_destroy(message) }
    let error = message.pointee.err
    if error == RD_KAFKA_RESP_ERR_NO_ERROR {
      mailbox.put(KafkaRecord(message))
    } else if Self.lasts(error) {
      mailbox.finish(BrokerError(.rejected, "Kafka: \(kafkaWords(error))"))
    }
    return true
  }

  /// Errors that no waiting mends. All others librdkafka retries by itself and only tells of.
  private static func lasts(_ error: rd_kafka_resp_err_t) -> Bool {
    [
      RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED,
      RD_KAFKA_RESP_ERR__AUTHENTICATION, RD_KAFKA_RESP_ERR__FATAL, RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID,
    ].contains(error)
  }

  private func end() {
    rd_kafka_consumer_close(client.handle)
    client.destroy()
    let waiting = state.withLock { state in
      state.ended = true
      return state.whenEnded
    }
    mailbox.finish()
    for continuation in waiting { continuation.resume() }
  }
}

/// Commits on a thread of its own.
actor KafkaCommitter {
  private let client: KafkaClient
  private let thread = ClientThread(name: "kafka-commit")

  nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

  init(_ client: KafkaClient) { self.client = client }

  deinit { thread.stop() }

  func commit(_ records: [KafkaRecord]) throws(BrokerError) {
    struct Partition: Hashable {
      var topic: String
      var number: Int
    }
    // The offset committed is that of the next record to read.
    let next = Dictionary(
      records.map { (Partition(topic: $0.message.topic, number: $0.partition), $0.offset + 1) }, uniquingKeysWith: max)
    guard !next.isEmpty else { return }
    let list = rd_kafka_topic_partition_list_new(Int32(next.count))
    defer { rd_kafka_topic_partition_list_destroy(list) }
    for (partition, offset) in next {
      rd_kafka_topic_partition_list_add(list, partition.topic, Int32(partition.number)).pointee.offset = offset
    }
    var error = rd_kafka_commit(client.handle, list, 0)
    // Some partitions may have failed though others did not.
    if error == RD_KAFKA_RESP_ERR_NO_ERROR, let list {
      let partitions = UnsafeBufferPointer(start: list.pointee.elems, count: Int(list.pointee.cnt))
      error = partitions.first { $0.err != RD_KAFKA_RESP_ERR_NO_ERROR }?.err ?? error
    }
    switch error {
    case RD_KAFKA_RESP_ERR_NO_ERROR: return
    case RD_KAFKA_RESP_ERR_ILLEGAL_GENERATION, RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID,
      RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS, RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID, RD_KAFKA_RESP_ERR__ASSIGNMENT_LOST:
      throw BrokerError(.stale, "the partition belongs to another member: \(kafkaWords(error))")
    default: throw BrokerError(.unavailable, "Kafka did not commit: \(kafkaWords(error))")
    }
  }
}

extension KafkaRecord {
  /// Copies what librdkafka holds.
  init(_ message: UnsafeMutablePointer<rd_kafka_message_t>) {
    func copy(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8] {
      Array(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
    let content = message.pointee
    var headers: [String: String] = [:]
    var list: OpaquePointer?
    if rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list {
      var name: UnsafePointer<CChar>?
      var value: UnsafeRawPointer?
      var size = 0
      var index = 0
      while rd_kafka_header_get_all(list, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR {
        if let name { headers[String(cString: name)] = String(decoding: copy(value, size), as: UTF8.self) }
        index += 1
      }
    }
    var kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE
    let time = rd_kafka_message_timestamp(message, &kind)
    timestamp = kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? nil : time
    self.message = KafkaMessage(
      topic: String(cString: rd_kafka_topic_name(content.rkt)),
      key: content.key == nil ? nil : copy(content.key, content.key_len),
      value: copy(content.payload, content.len), headers: headers)
    partition = Int(content.partition)
    offset = content.offset
  }
}
