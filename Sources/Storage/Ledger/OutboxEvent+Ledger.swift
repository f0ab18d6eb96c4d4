internal import Commerce
internal import Foundation
internal import Operations

extension OutboxEvent {
  /// The event that tells how a write ended: "aisle.write.done", ".failed" or ".needsPerson", with what was to be done, where, and
  /// for which conversation, without personal data; or "aisle.write.contradicted", that a back end said otherwise of it later. Nil
  /// while it has not ended.
  init?(end entry: LedgerEntry, source: String) {
    guard entry.state.isSettled || entry.state == .needsPerson else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let data = try? encoder.encode(entry.notice) else { return nil }
    let word = entry.contradicted == nil ? entry.state.rawValue : "contradicted"
    self.init(
      id: "\(entry.key).\(word)", source: source, type: "aisle.write.\(word)",
      subject: entry.conversation ?? entry.key.text, time: entry.contradicted ?? entry.updated, data: Array(data))
  }
}
