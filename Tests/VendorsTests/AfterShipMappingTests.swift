import Commerce
import Foundation
import Testing
import Vendors

@Suite struct AfterShipMappingTests {
  private func reading(_ msg: String, event: String = "tracking_update") throws -> EventReading {
    let text = #"{"ts":1795238484,"event":"\#(event)","event_id":"e1","msg":\#(msg)}"#
    return AfterShipWebhook.updates(
      topic: event, body: try JSONValue(parsing: Data(text.utf8)), receivedAt: Timestamp(milliseconds: 5))
  }

  @Test(
    arguments: zip(
      [
        "Pending", "InfoReceived", "InTransit", "OutForDelivery", "AttemptFail", "AvailableForPickup", "Delivered",
        "Exception", "Expired",
      ],
      ParcelStatus.allCases
    )) func everyTagHasItsStatus(_ tag: String, _ status: ParcelStatus) throws
  {
    let value = try JSONValue(parsing: Data(#"{"id":"1","tracking_number":"N","tag":"\#(tag)","checkpoints":[]}"#.utf8))
    #expect(AfterShipTracking.shipment(value)?.status == status)
  }

  @Test func aWholeTrackingIsAFact() throws {
    let whole = #"""
      {"id":"1","tracking_number":"N1","slug":"ups","tag":"InTransit","order_id":"#40219",
       "updated_at":"2026-11-06T13:02:00+00:00","checkpoints":[
        {"checkpoint_time":"2026-11-06T13:02:00","tag":"Delivered","city":"Hamburg"},
        {"checkpoint_time":"2026-11-03T17:20:00+01:00","tag":"InTransit"}]}
      """#
    guard case .updates(let updates, _) = try reading(whole), let update = updates.first else {
      Issue.record("no update")
      return
    }
    #expect(update.key == FactKey(.shipment, "N1") && update.parent == FactKey(.order, "40219"))
    #expect(update.version.at == Timestamp(rfc3339: "2026-11-06T13:02:00Z"))
    guard case .value(.shipment(let shipment)) = update.change else { return }
    #expect(shipment.status == .delivered && shipment.events.map(\.status) == [.inTransit, .delivered])
  }

  @Test func aPartSaysOnlyThatItChanged() throws {
    guard case .updates(let updates, _) = try reading(#"{"tracking_number":"N1","tag":"Delivered"}"#) else { return }
    #expect(
      updates.first?.change == .touched && updates.first?.version.at == Timestamp(milliseconds: 1_795_238_484_000))
    #expect(try reading("{}", event: "test") == .ignored("test is not kept"))
    #expect(try reading("{}") == .malformed("tracking_update without a tracking number"))
  }
}
