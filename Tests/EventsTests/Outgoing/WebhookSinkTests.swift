import Commerce
import Events
import Foundation
import Operations
import Testing
import Vendors

@Suite struct WebhookSinkTests {
  func sink(_ url: String, _ clock: Clock) -> WebhookSink {
    WebhookSink(
      name: "toy", url: url, secrets: WebhookSecrets(["new secret", "old secret"]), now: { clock.now })
  }

  @Test func signedCloudEventsComeThroughOurOwnIntake() async throws {
    let peer = try await HTTPPeer()
    let house = try await House()
    let event = OutboxEvent(
      id: "call.7", source: "/aisle", type: "retail.order.updated", subject: "1", time: Sample.at(-1),
      data: Array(try JSONEncoder().encode(Sample.order("1"))))
    #expect(await sink(peer.url, house.clock).send([event, event]) == [.sent, .sent])
    let intake = house.intake()
    for (request, reason) in zip(peer.requests, ["taken in", "duplicate"]) {
      let answer = await intake.receive(source: "erp", headers: EventHeaders(request.headers), body: request.body)
      #expect(answer.reason == reason)
    }
    #expect(house.model.fact(FactKey(.order, "1"))?.value == .order(Sample.order("1")))
    try await peer.close()
  }

  @Test(arguments: [301, 302, 303, 307, 308]) func nothingIsCarriedToAnotherAddress(_ status: Int) async throws {
    let (peer, elsewhere) = (try await HTTPPeer(), try await HTTPPeer())
    peer.redirect(to: elsewhere.url)
    peer.answer([status])
    let outcome = await sink(peer.url, Clock()).send([OutboxHouse.event(1, "a")])
    #expect(outcome == [.refused("status \(status); redirects are not followed")])
    #expect(peer.requests.count == 1 && elsewhere.requests.isEmpty)
    try await peer.close()
    try await elsewhere.close()
  }

  @Test func statusesTellWhetherToTryAgain() async throws {
    let peer = try await HTTPPeer()
    let clock = Clock()
    let sink = sink(peer.url, clock)
    let event = OutboxHouse.event(1, "a")
    for (status, outcome) in [
      (204, SinkOutcome.sent), (302, .refused("status 302; redirects are not followed")), (400, .refused("status 400")),
      (410, .refused("status 410")), (429, .retry("status 429")), (500, .retry("status 500")),
      (503, .retry("status 503")),
    ] {
      peer.answer([status])
      #expect(await sink.send([event]) == [outcome])
    }
    var broken = event
    broken.data = Array("{".utf8)
    #expect(await sink.send([broken, event]) == [.refused("its data is not JSON"), .sent])
    try await peer.close()
    guard case .retry = await self.sink("http://127.0.0.1:1/", clock).send([event])[0] else {
      Issue.record("a server that is away is not tried again")
      return
    }
  }
}
