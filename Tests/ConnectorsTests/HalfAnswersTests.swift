import Commerce
import Foundation
import TestSockets
import Testing
import Vendors

@testable import Connectors

/// What an answer does not tell is not what is not there: nobody hears "there is none", and nothing is written again, because a list
/// is missing, cut off, or something else.
@Suite struct HalfAnswersTests {
  private static let context = OperationContext(key: IdempotencyKey("half.1"), budget: .seconds(30))
  private static let refund = RefundPayment(
    payment: "pi_1", amount: Money(minorUnits: 1_000, currency: "USD"), reason: "late", order: "7")

  /// What a back end says to something while a server answers as told; and what it was asked besides.
  private static func failure(
    _ script: @escaping @Sendable (ScriptedServer.Request) -> ScriptedServer.Answer,
    _ body: (String) async throws(OperationFailure) -> Void
  ) async throws -> (failure: OperationFailure?, asked: [ScriptedServer.Request]) {
    let server = try await ScriptedServer(script)
    defer { server.stop() }
    var failure: OperationFailure?
    do throws(OperationFailure) { try await body(server.url) } catch { failure = error }
    return (failure, server.requests)
  }

  private static func stripe(_ url: String) -> StripeBackend {
    StripeBackend(name: "stripe", peer: HTTPPeer(name: "stripe", url: url))
  }

  @Test(arguments: [
    "{}", "[]", "null", #"{"data": null}"#, #"{"data": {}, "has_more": false}"#, #"{"data": []}"#,
    #"{"data": [], "has_more": "no"}"#,
    #"{"data": [], "has_more": true}"#, #"{"data": [1], "has_more": false}"#, #"{"data": [{}], "has_more": false}"#,
    #"{"data": [{"id": "re_1"}], "has_more": true}"#, #"{"data": [], "has_more": fal"#,
  ]) func stripeDoesNotSayThatNothingWasGivenBack(_ body: String) async throws {
    let (failure, _) = try await Self.failure({ _ in .init(200, body) }) { url throws(OperationFailure) in
      _ = try await Self.stripe(url).outcome(of: Commerce.Operation(Self.refund), Self.context)
    }
    #expect(failure?.code == .invalidResponse && failure?.mayHaveHappened == false)
  }

  /// A page that leads back to itself.
  @Test func stripesPagesDoNotGoRound() async throws {
    let (failure, asked) = try await Self.failure({ _ in .init(200, #"{"data": [{"id": "re_1"}], "has_more": true}"#) })
    {
      url throws(OperationFailure) in
      _ = try await Self.stripe(url).outcome(of: Commerce.Operation(Self.refund), Self.context)
    }
    #expect(failure?.code == .invalidResponse && asked.count == 2)
  }

  @Test(arguments: [
    "{}", #"{"trackings": {}}"#, #"{"trackings": null}"#, #"{"trackings": [1]}"#, #"{"trackings": [null]}"#,
    #"{"trackings": [{}]}"#,
    #"{"trackings": ["1Z"]}"#, #"{"trackings": [{"tracking_number": 1}]}"#,
  ]) func afterShipDoesNotSayThatThereIsNoParcel(_ data: String) async throws {
    let body = #"{"meta": {"code": 200}, "data": \#(data)}"#
    let (failure, _) = try await Self.failure({ _ in .init(200, body) }) { url throws(OperationFailure) in
      let backend = AfterShipBackend(name: "aftership", peer: HTTPPeer(name: "aftership", url: url))
      _ = try await backend.perform(TrackShipment(trackingNumber: "1Z"), Self.context)
    }
    #expect(failure?.code == .invalidResponse)
  }

  private static let order = #"""
    {"id": 7, "number": "7", "status": "processing", "currency": "USD", "total": "20.00", "customer_id": 3, "date_paid_gmt":
     "2026-11-12T10:15:00", "date_created_gmt": "2026-11-12T10:15:00", "date_modified_gmt": "2026-11-12T10:15:01", "line_items": [],
     "meta_data": [], "refunds": []}
    """#

  /// Money is not given back again, and an outcome is not "not done", because what was given back is not told.
  @Test(arguments: [
    (#""refunds": []"#, #""refunds": null"#, "[]"), (#""refunds": []"#, #""refunds": {}"#, "[]"),
    (#", "refunds": []"#, "", "[]"),
    (#""refunds": []"#, #""refunds": [{"id": 1, "total": "-1.00"}]"#, "[]"),
    (#""refunds": []"#, #""refunds": [{"total": "-1.00"}]"#, "[]"),
    (#""refunds": []"#, #""refunds": [{"id": 1, "total": "-1.00"}]"#, "{}"),
    (#""refunds": []"#, #""refunds": [1]"#, "[]"),
    (#""meta_data": []"#, #""meta_data": null"#, "[]"), (#""meta_data": []"#, #""meta_data": {}"#, "[]"),
  ]) func wooCommerceWritesNothingTwice(_ old: String, _ new: String, _ refunds: String) async throws {
    let order = Self.order.replacing(old, with: new)
    let asked = RefundPayment(
      payment: "7-P1", amount: Money(minorUnits: 1_000, currency: "USD"), reason: "late", order: "7")
    for isOutcome in [true, false] {
      let (failure, requests) = try await Self.failure({ request in
        .init(200, request.target.contains("refunds") ? refunds : order)
      }) { url throws(OperationFailure) in
        let backend = WooFixture.backend(url)
        if isOutcome {
          _ = try await backend.outcome(of: Commerce.Operation(asked), Self.context)
        } else {
          _ = try await backend.perform(asked, Self.context)
        }
      }
      #expect(failure?.code == .invalidResponse && failure?.mayHaveHappened == false, "\(failure?.message ?? "done")")
      #expect(requests.allSatisfy { $0.method == "GET" })
    }
  }

  @Test(arguments: [
    "{}", #"{"orders": null}"#, #"{"orders": {}}"#, #"{"orders": {"nodes": null}}"#, #"{"orders": {"nodes": [null]}}"#,
    #"{"orders": {"nodes": ["7"]}}"#, #"{"orders": []}"#,
  ])
  func shopifyDoesNotSayThatThereIsNoOrder(_ data: String) async throws {
    let asked: [Commerce.Operation] = [
      Commerce.Operation(FindOrder(order: "7")), Commerce.Operation(ExistingOrders(among: ["7"])),
      Commerce.Operation(CheckPostcode(order: "7", candidates: ["97201"])),
    ]
    for operation in asked {
      let (failure, _) = try await Self.failure({ _ in .init(200, #"{"data": \#(data)}"#) }) {
        url throws(OperationFailure) in
        _ = try await ShopifyFixture.backend(url).perform(operation, Self.context)
      }
      #expect(failure?.code == .invalidResponse, "\(operation.name)")
    }
  }

  /// The record itself is left out where null would say that there is none.
  @Test func nullIsNoneAndNothingIsNot() async throws {
    for (data, code) in [
      (#"{"customer": null}"#, OperationFailure.Code.notFound), ("{}", .invalidResponse),
      (#"{"customer": []}"#, .invalidResponse),
    ] {
      let (failure, _) = try await Self.failure({ _ in .init(200, #"{"data": \#(data)}"#) }) {
        url throws(OperationFailure) in
        _ = try await ShopifyFixture.backend(url).perform(FindCustomer(customer: "7"), Self.context)
      }
      #expect(failure?.code == code)
    }
  }
}
