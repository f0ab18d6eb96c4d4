public import Brokers
public import Logging
public import ServiceLifecycle
internal import Vendors

/// Takes in what comes by Kafka topics: CloudEvents in structured or binary mode. Offsets are committed once everything up to them is
/// durable; after a crash or a change of members what was not committed comes again and is a duplicate.
public struct KafkaIntake: Service {
  private let settings: KafkaSettings
  private let group: String
  private let topics: [String]
  private let window: Int
  private let intake: MessageIntake
  private let logger: Logger

  /// Makes the service.
  ///
  /// - Parameters:
  ///   - source: the name of the source in the log and in freshness.
  ///   - window: records under way at once: the bound on what waits here.
  ///   - format: how records are read, one that the processor knows.
  public init(
    source: String, settings: KafkaSettings, group: String, topics: [String], window: Int = 64,
    format: String = CloudEventFormat.name, processor: EventProcessor, logger: Logger
  ) {
    self.settings = settings
    self.group = group
    self.topics = topics
    self.window = window
    self.logger = logger
    intake = MessageIntake(source: source, format: format, transport: .kafka, processor: processor)
  }

  /// Consumes until it is told to stop. Throws a `BrokerError` for settings that cannot be used.
  public func run() async throws {
    try await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        let consumer = try KafkaConsumer(settings, group: group, topics: topics)
        do {
          try await consume(consumer)
        } catch {
          logger.error("Kafka refused", metadata: ["topics": "\(topics)", "error": "\(error)"])
        }
        await consumer.close()
        if !Task.isCancelled { try? await Task.sleep(for: .seconds(10)) }
      }
    }
  }

  private func consume(_ consumer: KafkaConsumer) async throws {
    let gate = KafkaWindow(window)
    // Records are settled side by side, and committed in the order they came: an offset stands for all before it.
    let (settling, queue) = AsyncStream<(KafkaRecord, Task<Bool, Never>)>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        defer { queue.finish() }
        for try await record in consumer {
          await gate.enter()
          let task = Task { await intake.settle(EventHeaders(record.message.headers), record.message.value) }
          await gate.keep(task)
          queue.yield((record, task))
        }
      }
      group.addTask {
        var settled: [KafkaRecord] = []
        for await (record, task) in settling {
          let isSettled = await withTaskCancellationHandler {
            await task.value
          } onCancel: {
            task.cancel()
          }
          await gate.leave(task)
          // Not settled: nothing behind it may be committed either.
          guard isSettled else { break }
          settled.append(record)
          let isIdle = await gate.isEmpty
          if isIdle || settled.count >= window {
            await commit(settled, consumer)
            settled = []
          }
        }
        // Nobody leaves any more: whoever waits to enter must not wait for ever.
        await gate.close()
        if !settled.isEmpty { await commit(settled, consumer) }
      }
      try await group.waitForAll()
    }
  }

  private func commit(_ records: [KafkaRecord], _ consumer: KafkaConsumer) async {
    do {
      try await consumer.commit(records)
    } catch {
      // The next commit counts for these too, or another member gets them: they are known then.
      logger.debug("offsets are not committed", metadata: ["topics": "\(topics)", "error": "\(error.code.rawValue)"])
    }
  }
}

/// Lets so many in at once.
actor KafkaWindow {
  private let width: Int
  private var inside = 0
  private var isClosed = false
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private var tasks: Set<Task<Bool, Never>> = []

  init(_ width: Int) { self.width = max(1, width) }

  var isEmpty: Bool { inside == 0 }

  func enter() async {
    if inside < width || isClosed {
      inside += 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  /// Remembers what whoever entered does.
  func keep(_ task: Task<Bool, Never>) {
    if isClosed { task.cancel() } else { tasks.insert(task) }
  }

  func leave(_ task: Task<Bool, Never>) {
    tasks.remove(task)
    if waiting.isEmpty { inside -= 1 } else { waiting.removeFirst().resume() }
  }

  /// The end: whoever waits need not wait any more, and what is still trying stops.
  func close() {
    isClosed = true
    for waiter in waiting { waiter.resume() }
    waiting = []
    for task in tasks { task.cancel() }
    tasks = []
  }
}
