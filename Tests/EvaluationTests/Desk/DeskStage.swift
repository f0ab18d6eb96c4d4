import AisleTesting
import Commerce
import Conversations
import Dialogue
import Evaluation
import Foundation
import Policy
import Synchronization
import Understanding

/// The invented retailer behind the port of back ends.
final class ModelBackend: CommerceBackend {
  let name = "model"
  let operations = Set(OperationName.allCases)
  private let retailer = Mutex(ModelRetailer())

  func perform(_ operation: Commerce.Operation, _ context: OperationContext) async throws(OperationFailure)
    -> OperationAnswer
  {
    let result = retailer.withLock { $0.answer(operation) }
    return OperationAnswer(try result.get(), Freshness(asOf: RetailFixture.noon, origin: name))
  }

  func outcome(of operation: Commerce.Operation, _ context: OperationContext) async throws(OperationFailure)
    -> WriteOutcome
  { throw OperationFailure(.unsupported, "the model keeps no outcomes") }
}

/// Conversations in text with the whole agent, over the real documents, the strict policy of the tau sandbox and the invented
/// retailer.
enum DeskStage {
  private static let artefacts = Result {
    var artefacts = try RetailFixture.artefacts()
    let file = "retail/sandboxes/tau/policy.yaml"
    let text = try String(contentsOf: RetailFixture.root.appendingPathComponent(file), encoding: .utf8)
    artefacts.policy = try PolicyRules.read(file: file, text: text, sandbox: true)
    artefacts.lexicon = Lexicon(products: OrdersFixture.products)
    return artefacts
  }

  /// Opens one.
  static func open() async throws -> Rehearsal {
    await Rehearsal(
      Rehearsal.Setting(
        artefacts: try artefacts.get(), backend: ModelBackend(), moment: VirtualMoment(RetailFixture.noon),
        utcOffsetSeconds: RetailFixture.utcOffset))
  }

  /// A conversation of these words.
  static func play(_ lines: [String]) async throws -> Rehearsal {
    var rehearsal = try await open()
    for line in lines where !rehearsal.isOver { await rehearsal.say(line) }
    return rehearsal
  }
}

extension Rehearsal {
  /// Everything in order: what was said, and what was changed.
  var transcript: String {
    var lines: [String] = []
    for turn in trace.turns {
      if let heard = turn.heard { lines.append("> \(heard)") }
      for call in turn.calls where call.operation.isWrite { lines.append("  [\(call.operation.value)]") }
      lines += turn.said
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
