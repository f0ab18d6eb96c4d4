import AisleTesting
import Commerce
import Discourse
import Journal
import Synchronization
import Testing

@testable import Conversations

/// What is got ready before it is sure that the caller has finished.
@Suite struct PreparationTests {
  /// Counts what it is asked.
  private final class CountingBackend: CommerceBackend {
    private let fixture = FixtureBackend()
    let asked = Mutex<[Commerce.Operation]>([])
    var name: String { fixture.name }
    var operations: Set<OperationName> { fixture.operations }

    func perform(
      _ operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> OperationAnswer {
      asked.withLock { $0.append(operation) }
      return try await fixture.perform(operation, context)
    }

    func outcome(
      of operation: Commerce.Operation, _ context: OperationContext
    ) async throws(OperationFailure) -> WriteOutcome { try await fixture.outcome(of: operation, context) }
  }

  private func speak(_ line: CallLine, _ prompts: Int) async {
    await line.run(700, voice: true)
    await line.run(1_400)
    _ = await line.run(untilMarks: prompts)
  }

  private func call(
    _ words: [String], atRest: [String]
  ) async throws -> (asked: [Commerce.Operation], kinds: [String], said: [String]) {
    let backend = CountingBackend()
    let test = try TestHouse(backend: backend, recognizer: EchoRecognizer(words: words, atRest: atRest))
    let line = CallLine(test.house, from: nil)
    _ = await line.run(untilMarks: 1)
    await speak(line, 2)
    await speak(line, 3)
    line.hangUp()
    for _ in 0..<500 where test.house.liveCount > 0 { try? await Task.sleep(for: .milliseconds(10)) }
    let id = try #require(try await test.house.past(limit: 1).first?.id)
    #expect(try await test.difference(id) == nil)
    let turns = try #require(try await test.house.conversation(id)).turns
    return (
      backend.asked.withLock { $0 }, try await test.journal.entries(of: id).map(\.kind),
      turns.filter { $0.speaker == .agent }.map(\.text)
    )
  }

  private static let words = ["where is my order", "four oh two one seven"]

  @Test func whatIsReadAheadIsAskedOnceAndChangesNothing() async throws {
    let plain = try await call(Self.words, atRest: [])
    let ahead = try await call(Self.words, atRest: Self.words)
    #expect(plain.said == ahead.said)
    #expect(plain.asked == ahead.asked)
    #expect(!plain.kinds.contains("note.ahead"))
    #expect(ahead.kinds.contains("note.ahead"))
  }

  @Test func likelyWordsThatWereNotSaidChangeNothing() async throws {
    let plain = try await call(Self.words, atRest: [])
    let wrong = try await call(
      Self.words, atRest: ["i want to cancel my order", "three three three three three"])
    #expect(plain.said == wrong.said)
    #expect(wrong.asked.allSatisfy { !$0.isWrite })
    #expect(wrong.asked.count <= plain.asked.count + Preparation.mostReads)
  }
}
