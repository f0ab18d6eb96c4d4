internal import Commerce
internal import Dialogue
internal import Foundation
internal import Logging
internal import Metrics

/// Asking back ends, and what comes of it.
extension LiveConversation {
  func perform(_ call: Int, _ operation: Commerce.Operation, after pause: Duration) {
    let backend = context.backend
    // A write is given the time its contract promises: cutting it short would only leave its outcome unknown.
    let promised = Duration.milliseconds(operation.contract.budgetMilliseconds)
    let budget = operation.isWrite ? promised : min(promised, context.settings.operationBudget)
    awaits()
    backEndWait.begin()
    // What was read ahead of a change is not what it leaves.
    if operation.isWrite { ahead.reads = [:] }
    if operation.isWrite { openWrites += 1 }
    let pause = max(pause, slowed(operation))
    // Nobody cancels this: a caller who interrupts or hangs up does not undo what was agreed.
    Task {
      // Only look-ups for an identity are slowed.
      if pause > .zero { try? await Task.sleep(for: pause) }
      let started = ContinuousClock.now
      let context = OperationContext(
        key: operation.isWrite ? IdempotencyKey(conversation: id, call: call) : nil, budget: budget, conversation: id,
        subject: subject)
      let result: Result<OperationAnswer, OperationFailure>
      if let ready = await self.prepared(operation) {
        result = ready
      } else {
        result = await Self.answer(of: backend, to: operation, context)
      }
      let name = operation.name.rawValue
      Metrics.Timer(label: "aisle_operation_seconds", dimensions: [("operation", name)])
        .recordMilliseconds((ContinuousClock.now - started) / .milliseconds(1))
      self.answered()
      if operation.isWrite { self.openWrites -= 1 }
      switch result {
      case .success(let answer):
        self.noteUnknown(answer.result)
        await self.handle(.result(call: call, answer.result, freshness: answer.freshness))
      case .failure(let failure):
        self.logger.warning(
          "operation failed",
          metadata: ["operation": "\(name)", "code": "\(failure.code.rawValue)", "reason": "\(failure.message)"])
        Counter(
          label: "aisle_operation_failures_total", dimensions: [("operation", name), ("code", failure.code.rawValue)]
        )
        .increment()
        await self.handle(.failed(call: call, failure))
      }
    }
  }

  /// The back end's answer, or `timedOut` when it takes longer than the budget.
  static func answer(
    of backend: any CommerceBackend, to operation: Commerce.Operation, _ context: OperationContext
  ) async -> Result<OperationAnswer, OperationFailure> {
    // Whichever comes first: a back end that does not stop when it is told to must not hold the caller up.
    let (answers, first) = AsyncStream.makeStream(
      of: Result<OperationAnswer, OperationFailure>.self, bufferingPolicy: .bufferingOldest(1))
    let asking = Task {
      do throws(OperationFailure) {
        first.yield(.success(try await backend.perform(operation, context)))
      } catch {
        first.yield(.failure(error))
      }
    }
    let watching = Task {
      // The back end keeps to its budget by itself; a little later it is taken to be stuck.
      do { try await Task.sleep(for: context.budget + .milliseconds(context.key == nil ? 0 : 500)) } catch { return }
      first.yield(.failure(OperationFailure(.timedOut, "no answer within \(context.budget)")))
    }
    defer {
      asking.cancel()
      watching.cancel()
    }
    for await answer in answers { return answer }
    return .failure(OperationFailure(.unavailable, "no answer"))
  }
}
