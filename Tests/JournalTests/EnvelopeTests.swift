import Commerce
import Foundation
import Journal
import Testing

@Suite struct EnvelopeTests {
  private func envelope(_ sealed: SealedPart?) -> Envelope {
    Envelope(
      conversation: "ab", sequence: 1, time: Timestamp(milliseconds: 2), kind: "c", version: 3, subject: "d",
      retention: .record, open: [5], sealed: sealed, previous: [6], hash: [])
  }

  /// A journal written today must verify for ever: these bytes may never change.
  @Test func canonicalBytesAreFixed() {
    func field(_ bytes: [UInt8]) -> [UInt8] { [0, 0, 0, 0, 0, 0, 0, UInt8(bytes.count)] + bytes }
    func number(_ value: UInt8) -> [UInt8] { field([0, 0, 0, 0, 0, 0, 0, value]) }
    let expected: [[UInt8]] = [
      field(Array("ab".utf8)), number(1), number(2), field(Array("c".utf8)), number(3), field(Array("d".utf8)),
      field(Array("record".utf8)), field([5]), field([1, 7, 8]), field([6]),
    ]
    #expect(envelope(SealedPart(bytes: [7, 8])).canonicalBytes == expected.flatMap { $0 })
  }

  @Test func noSealedPartIsNotAnEmptyOne() {
    #expect(envelope(nil).canonicalBytes != envelope(SealedPart(bytes: [])).canonicalBytes)
  }

  @Test func theHashIsNotCovered() {
    var hashed = envelope(nil)
    hashed.hash = [1, 2, 3]
    #expect(hashed.canonicalBytes == envelope(nil).canonicalBytes)
  }

  @Test func survivesJSON() throws {
    let entry = envelope(SealedPart(bytes: [7, 8]))
    #expect(try JSONDecoder().decode(Envelope.self, from: JSONEncoder().encode(entry)) == entry)
  }
}
