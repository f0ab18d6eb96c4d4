internal import CKafka

/// What a cluster tells about itself.
public enum KafkaCluster {
  /// The topics there are. Throws `.unavailable` when no broker answers within the time, `.invalid` for a property that librdkafka does
  /// not take.
  public static func topics(_ settings: KafkaSettings, timeout: Duration) async throws(BrokerError) -> Set<String> {
    let client = try KafkaClient(RD_KAFKA_PRODUCER, settings, [])
    let milliseconds = Int32(max(1, timeout / .milliseconds(1)))
    // librdkafka blocks its caller, which therefore is a thread of its own.
    let result: Result<Set<String>, BrokerError> = await withCheckedContinuation { continuation in
      onThread(named: "kafka-look") {
        continuation.resume(returning: ask(client, milliseconds))
        return false
      }
    }
    return try result.get()
  }

  private static func ask(_ client: KafkaClient, _ milliseconds: Int32) -> Result<Set<String>, BrokerError> {
    defer { client.destroy() }
    var found: UnsafePointer<rd_kafka_metadata>?
    let error = rd_kafka_metadata(client.handle, 1, nil, &found, milliseconds)
    guard error == RD_KAFKA_RESP_ERR_NO_ERROR, let found else {
      return .failure(BrokerError(.unavailable, "no broker answers: \(kafkaWords(error))"))
    }
    defer { rd_kafka_metadata_destroy(found) }
    let topics = (0..<Int(found.pointee.topic_cnt)).compactMap { found.pointee.topics[$0].topic }
    return .success(Set(topics.map { String(cString: $0) }))
  }
}
