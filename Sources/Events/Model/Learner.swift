internal import Commerce
internal import Logging
internal import Vendors

/// Keeps what a source answered to a question.
///
/// Answers do not say when their record was changed, only when it was read. What was known before the question is older than the
/// answer. A word that came meanwhile, from the moments around the question, may be older or newer: it is left to count, and
/// whoever asks next is to ask the source again.
struct Learner: Sendable {
  let processor: EventProcessor
  let model: any ReadModel
  let source: String

  /// Keeps an answer. `before`: the words that were known when the question was asked.
  func learn(_ answer: OperationAnswer, to operation: Commerce.Operation, before: [FactKey: Fact.Word]) async {
    guard !answer.freshness.stale else { return }
    let records = Self.records(answer.result, operation)
    guard !records.isEmpty else { return }
    do throws(EventsError) {
      let known = try await model.facts(records.map(\.value.key))
      let updates = zip(records, known).map { update($0, $1, before[$0.value.key], answer.freshness) }
      for start in stride(from: 0, to: updates.count, by: EventBounds.mostUpdates) {
        _ = try await processor.submit(
          UpdatesFormat.event(
            Array(updates[start..<min(start + EventBounds.mostUpdates, updates.count)]), source: "answer:\(source)",
            transport: .answer, receivedAt: processor.now()))
      }
    } catch {
      // The caller has the answer; the read model has it the next time.
      processor.logger.debug("an answer was not kept", metadata: ["error": "\(error)"])
    }
  }

  /// A record in an answer, and what it belongs to.
  struct Record {
    var value: FactValue
    var parent: FactKey?
  }

  /// What an answer says beside what is known.
  func update(_ record: Record, _ known: Fact?, _ before: Fact.Word?, _ freshness: Freshness) -> FactUpdate {
    var version = FactVersion(at: freshness.asOf.adding(milliseconds: -Fact.skew), read: freshness.asOf)
    if let word = known?.word, word.version.at >= version.at {
      guard word == before || known?.value == record.value else {
        return FactUpdate(
          key: record.value.key, .touched, version: FactVersion(at: freshness.asOf), origin: freshness.origin)
      }
      (version.at, version.sequence) = (word.version.at, word.version.sequence)
    }
    return FactUpdate(record.value, version: version, origin: freshness.origin, parent: record.parent)
  }

  static func records(_ result: OperationResult, _ operation: Commerce.Operation) -> [Record] {
    switch result.value {
    case let order as Order: records(order)
    case let changed as ChangedOrder: records(changed.order)
    case let list as OrderList: list.orders.flatMap(records)
    case let list as ShipmentList:
      list.shipments.map { parcel in
        Record(
          value: .shipment(parcel), parent: (operation.value as? TrackShipment)?.order.map { FactKey(.order, $0) })
      }
    case let stock as StockLevels: stock.levels.map { Record(value: .stock($0)) }
    default: []
    }
  }

  private static func records(_ order: Order) -> [Record] {
    let key = FactKey(.order, order.number)
    return [Record(value: .order(order))] + order.shipments.map { Record(value: .shipment($0), parent: key) }
  }
}
