internal import CKafka
internal import Synchronization

/// The messages of one `publish` that wait for their reports.
// Reference kept alive by one unmanaged count per message, which librdkafka carries and gives back with the report.
final class DeliveryReports: Sendable {
  /// One message's place, carried through librdkafka.
  final class Slot: Sendable {
    let reports: DeliveryReports
    let index: Int

    init(_ reports: DeliveryReports, _ index: Int) {
      self.reports = reports
      self.index = index
    }
  }

  private struct State {
    var outcomes: [PublishOutcome?]
    var missing: Int
    var waiting: CheckedContinuation<[PublishOutcome], Never>?
  }

  private let state: Mutex<State>

  init(count: Int) { state = Mutex(State(outcomes: Array(repeating: nil, count: count), missing: count)) }

  func report(_ index: Int, _ outcome: PublishOutcome) {
    let done = state.withLock { state -> (CheckedContinuation<[PublishOutcome], Never>, [PublishOutcome])? in
      guard state.outcomes[index] == nil else { return nil }
      state.outcomes[index] = outcome
      state.missing -= 1
      guard state.missing == 0, let waiting = state.waiting else { return nil }
      state.waiting = nil
      return (waiting, state.outcomes.compactMap(\.self))
    }
    if let done { done.0.resume(returning: done.1) }
  }

  /// Waits until every message has its report; librdkafka's delivery timeout sees to it that this ends.
  func all() async -> [PublishOutcome] {
    await withCheckedContinuation { continuation in
      let done = state.withLock { state -> [PublishOutcome]? in
        if state.missing == 0 { return state.outcomes.compactMap(\.self) }
        state.waiting = continuation
        return nil
      }
      if let done { continuation.resume(returning: done) }
    }
  }

  /// Takes librdkafka's report and its count on the slot.
  static func take(_ message: UnsafePointer<rd_kafka_message_t>) {
    guard let carried = message.pointee._private else { return }
    let slot = Unmanaged<Slot>.fromOpaque(carried).takeRetainedValue()
    let error = message.pointee.err
    let outcome: PublishOutcome =
      if error == RD_KAFKA_RESP_ERR_NO_ERROR {
        .confirmed
      } else if rd_kafka_message_status(message) == RD_KAFKA_MSG_STATUS_NOT_PERSISTED {
        .refused(kafkaWords(error))
      } else {
        .unknown(kafkaWords(error))
      }
    slot.reports.report(slot.index, outcome)
  }
}
