public import Commerce
import Foundation
import Vendors

extension MappedBackend: Checkable {
  /// The reads that the file gives examples of.
  public var examples: [Commerce.Operation] {
    mapping.operations.values.sorted { $0.line < $1.line }.compactMap { own in
      guard let example = own.example, let arguments = try? JSONValue(parsing: Data(example.utf8)) else { return nil }
      return try? Commerce.Operation(name: own.operation, arguments: arguments)
    }
  }

  /// Looks whether address and credentials are right, by the file's `health:` or else its first example.
  public func check() async -> CheckResult {
    let clock = ContinuousClock()
    let begun = clock.now
    func result(_ passed: Bool, _ finding: String, _ advice: String? = nil) -> CheckResult {
      CheckResult(
        name: name, passed: passed, finding: finding, advice: advice,
        milliseconds: Int((clock.now - begun) / .milliseconds(1)))
    }
    do throws(OperationFailure) {
      let deadline = Deadline(.seconds(5))
      if let health = mapping.health {
        let request = try RequestBuilder().request(health, Scope(names: [:]), isWrite: false)
        let response = try await peer.send(request, deadline)
        let scope = AnswerJudge.add(response, as: "answer", to: Scope(names: [:]))
        let judge = AnswerJudge(errors: mapping.errors)
        let failure =
          judge.failure(status: response.status, scope, peer: name, isWrite: false, retryAfter: nil) ?? response.failure
        // "There is no such record" is an answer of a system that knows us.
        if let failure, !failure.code.isBusiness { throw failure }
        return result(true, "answers to health: and accepts the credentials")
      }
      guard let example = examples.first else {
        var nothing = result(
          false, "nothing to try", "add health: GET /… to \(mapping.file), or example: to an operation that reads")
        nothing.wasTried = false
        return nothing
      }
      do throws(OperationFailure) { _ = try await perform(example, OperationContext(budget: .seconds(5))) } catch {
        if !error.code.isBusiness { throw error }
      }
      return result(true, "answers to the example of \(example.name.rawValue)")
    } catch {
      let advice: String? =
        switch error.code {
        case .unauthorized: "check what auth: of \(mapping.file) leads to, and the rights it has there"
        case .unavailable, .timedOut:
          "check url: of \(mapping.file), and whether the system runs and can be reached from here"
        default: "see `aisle backends try` with --explain"
        }
      return result(false, error.message, advice)
    }
  }
}
