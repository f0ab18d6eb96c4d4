import Commerce
import Foundation
import Testing
import Vendors

@testable import Connectors

@Suite struct HTTPPeerTests {
  @Test func nothingListensSoNothingHappened() async throws {
    let peer = HTTPPeer(name: "nobody", url: "http://127.0.0.1:1")
    for request in [
      PeerRequest.json("POST", "/x", .object([:])), PeerRequest(method: "DELETE", path: "/x", isWrite: true),
    ] {
      let failure = await #expect(throws: OperationFailure.self) {
        try await peer.send(request, Deadline(.seconds(60)))
      }
      #expect(failure?.code == .unavailable)
      #expect(failure?.mayHaveHappened == false)
    }
  }

  @Test func noTimeLeftSendsNothing() async throws {
    let peer = HTTPPeer(name: "nobody", url: "http://127.0.0.1:1")
    let failure = await #expect(throws: OperationFailure.self) {
      try await peer.send(.json("POST", "/x", .object([:])), Deadline(.zero))
    }
    #expect(failure == OperationFailure(.timedOut, "no time left to ask nobody", mayHaveHappened: false))
  }

  @Test func escapesWhatUsersSay() {
    #expect(PeerRequest.path("a", "../b?c=d#é") == "/a/..%2Fb%3Fc%3Dd%23%C3%A9")
    #expect(PeerRequest.get("/x", [("q", "a&b=c d")]).target == "/x?q=a%26b%3Dc%20d")
  }
}
