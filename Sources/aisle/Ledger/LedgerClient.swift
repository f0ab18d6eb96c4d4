internal import Commerce
internal import Foundation
internal import NIOHTTP1
internal import Operations

/// Speaks with the server that holds the ledger.
struct LedgerClient: Sendable {
  var control: ControlClient

  /// What a decision is sent as.
  struct Word: Codable {
    var key: String
    var verdict: LedgerVerdict
  }

  /// What the server has open; nil when none answers.
  func open() async -> [LedgerNotice]? {
    guard let (status, body) = try? await control.send(.GET, LedgerRoutes.path), status == 200 else { return nil }
    return try? JSONDecoder().decode([LedgerNotice].self, from: body)
  }

  /// Hands a verdict over. Returns what the server says. Throws a `LedgerObjection`.
  func decide(_ key: IdempotencyKey, _ verdict: LedgerVerdict) async throws -> String {
    let answer: (status: Int, body: Data)
    do {
      answer = try await control.send(
        .POST, LedgerRoutes.path, try JSONEncoder().encode(Word(key: key.text, verdict: verdict)))
    } catch {
      throw LedgerObjection(
        "another process holds the ledger, but no server answers at \(control.origin). If it is "
          + "starting, try again; if it listens elsewhere, say which configuration it has with --config; or stop it and decide then"
      )
    }
    let text = String(decoding: answer.body, as: UTF8.self)
    guard answer.status == 200 else {
      throw LedgerObjection(
        answer.status == 404 || answer.status == 401
          ? "what listens at \(control.origin) is not the server of this data folder" : text)
    }
    return text
  }
}
