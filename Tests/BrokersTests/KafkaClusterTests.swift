import Brokers
import Testing

/// Looking at a cluster changes nothing and ends in time.
@Suite struct KafkaClusterTests {
  @Test func aClusterTellsItsTopics() async throws {
    let cluster = try KafkaMockCluster(brokers: 1)
    let settings = KafkaSettings(bootstrapServers: cluster.bootstrapServers)
    let producer = try KafkaProducer(settings)
    let outcomes = try await producer.publish([KafkaMessage(topic: "retail.orders", value: [1])])
    #expect(outcomes == [.confirmed])
    await producer.close()
    let topics = try await KafkaCluster.topics(settings, timeout: .seconds(20))
    #expect(topics.contains("retail.orders"))
  }

  @Test func whereNobodyAnswersItSaysSo() async throws {
    let error = await #expect(throws: BrokerError.self) {
      _ = try await KafkaCluster.topics(KafkaSettings(bootstrapServers: "127.0.0.1:1"), timeout: .milliseconds(300))
    }
    #expect(error?.code == .unavailable)
  }
}
