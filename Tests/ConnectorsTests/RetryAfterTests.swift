import Commerce
import Foundation
import Testing

@testable import Connectors

/// How long a peer asks to be left alone.
@Suite struct RetryAfterTests {
  private static let date = "Sat, 28 Nov 2026 10:00:00 GMT"

  @Test(
    arguments: [
      ("0", 0), ("2", 2_000), ("2.0", 2_000), ("0.25", 250), (" 7 ", 7_000), ("86400", 86_400_000),
      ("999999999", 86_400_000),
      ("1e400", 86_400_000), ("-1", nil), ("nan", nil), ("", nil), ("soon", nil), ("1,2", nil),
      ("Sat, 28 Nov 2026 10:00:30 GMT", 30_000), ("Saturday, 28-Nov-26 10:00:30 GMT", 30_000),
      ("Sat Nov 28 10:00:30 2026", 30_000),
      ("Tue Dec  1 10:00:00 2026", 86_400_000), ("Sat, 28 Nov 2026 10:00:00 GMT", 0),
      ("Sat, 28 Nov 2026 09:59:59 GMT", nil),
      ("Sun, 06 Nov 1994 08:49:37 GMT", nil), ("Sunday, 06-Nov-94 08:49:37 GMT", nil),
      ("Sat, 28 Nov 2026 10:00:30 CET", nil),
      ("Sat, 31 Feb 2026 10:00:30 GMT", nil), ("Sat, 28 Foo 2026 10:00:30 GMT", nil),
      ("Fri, 01 Jan 9999 00:00:00 GMT", 86_400_000),
      ("Sat, 28 Nov 99999999999999999999 10:00:30 GMT", nil),
    ] as [(String, Int?)]) func isRead(_ text: String, _ expected: Int?)
  {
    let response = PeerResponse(
      peer: "p", isWrite: false, status: 429, headers: ["retry-after": text, "date": Self.date], body: Data())
    #expect(response.retryAfterMilliseconds == expected)
    #expect(response.failure?.code == .rateLimited && response.failure?.retryAfterMilliseconds == expected)
  }

  @Test func yearsOfTwoDigits() {
    let now = Timestamp(milliseconds: 1_795_860_000_000)
    #expect(HTTPDate.moment("Sunday, 06-Nov-94 08:49:37 GMT", now: now)?.rfc3339 == "1994-11-06T08:49:37.000Z")
    #expect(HTTPDate.moment("Friday, 06-Nov-76 08:49:37 GMT", now: now)?.rfc3339 == "2076-11-06T08:49:37.000Z")
    #expect(HTTPDate.moment("Sun Nov  6 08:49:37 1994", now: now)?.rfc3339 == "1994-11-06T08:49:37.000Z")
  }
}
