internal import Commerce

extension Gateway {
  /// Reads: attempts within the budget, each perhaps asked twice; then memory.
  func read(
    _ operation: Operation, _ context: OperationContext, _ guardian: Guardian
  ) async throws(OperationFailure) -> OperationAnswer {
    let deadline = clock.elapsed + context.budget
    let ticket = memory.ticket(guardian.name)
    var attempt = 1
    while true {
      let remaining = deadline - clock.elapsed
      let result = await attemptRead(operation, context, guardian, within: guardian.settings.attempt(of: remaining))
      switch result {
      case .success(let answer):
        memory.store(
          answer, of: operation, subject: context.subject, ticket: ticket, backend: guardian.name, now: clock.elapsed)
        return answer
      case .failure(let failure):
        let moment = clock.moment
        let pause = guardian.settings.retry.pause(
          after: failure, attempt: attempt, access: .read, remaining: deadline - moment.elapsed, jitter: moment.jitter)
        if let pause, !Task.isCancelled {
          guardian.retried(operation.name)
          try? await clock.sleep(for: pause)
          attempt += 1
          continue
        }
        if let answer = stale(operation, failure, guardian) { return answer }
        throw failure
      }
    }
  }

  private func stale(_ operation: Operation, _ failure: OperationFailure, _ guardian: Guardian) -> OperationAnswer? {
    guard !failure.code.isBusiness, failure.code != .unsupported,
      !guardian.settings.stale.mustBeFresh.contains(operation.name)
    else { return nil }
    guard let answer = memory.answer(to: operation, backend: guardian.name, now: clock.elapsed) else { return nil }
    let age = Duration.milliseconds(clock.wall.milliseconds - answer.freshness.asOf.milliseconds)
    guardian.servedStale(operation.name, age: max(age, .zero))
    return answer
  }

  private func attemptRead(
    _ operation: Operation, _ context: OperationContext, _ guardian: Guardian, within time: Duration
  ) async -> Attempt<OperationAnswer> {
    let ask = { @Sendable (time: Duration) async -> Attempt<OperationAnswer> in
      var context = context
      context.budget = time
      context.key = nil
      let bounded = context
      let backend = guardian.backend
      return await guardian.call(operation.name, within: time, kept: false) {
        await Self.checked(operation) { () async throws(OperationFailure) in
          try await backend.perform(operation, bounded)
        }
      }.result
    }
    guard let delay = guardian.hedgeDelay(), delay < time else { return await ask(time) }
    return await hedged(guardian, operation.name, delay: delay, within: time, ask)
  }

  /// Asks, asks again after `delay` if the first is still out, and takes the first good answer. A failure counts when
  /// nothing is out any more.
  private func hedged(
    _ guardian: Guardian, _ operation: OperationName, delay: Duration, within time: Duration,
    _ ask: @escaping @Sendable (Duration) async -> Attempt<OperationAnswer>
  ) async -> Attempt<OperationAnswer> {
    let race = Race<Attempt<OperationAnswer>>()
    let running = Outstanding()
    let run = { @Sendable (time: Duration) async in
      let result = await ask(time)
      let last = running.leave()
      if last || result.failure == nil || result.failure?.code.isBusiness == true { race.finish(result) }
    }
    running.enter()
    let first = Task { await run(time) }
    let second = Task { [clock] in
      try await clock.sleep(for: delay)
      guard running.enterIfRunning() else { return }
      guard guardian.takeHedge(operation) else {
        if running.leave() {
          race.finish(.failure(OperationFailure(.timedOut, "\(guardian.name) did not answer in time")))
        }
        return
      }
      await run(time - delay)
    }
    let result = await withTaskCancellationHandler {
      await race.value()
    } onCancel: {
      first.cancel()
      second.cancel()
    }
    first.cancel()
    second.cancel()
    return result
  }

  /// Runs a call and turns a result that cannot be the answer into what it is: not the contract.
  private static func checked(
    _ operation: Operation, _ body: () async throws(OperationFailure) -> OperationAnswer
  ) async -> Attempt<OperationAnswer> {
    do throws(OperationFailure) {
      let answer = try await body()
      if let fault = ResultCheck.fault(operation, answer.result) {
        return .failure(OperationFailure(.invalidResponse, fault, mayHaveHappened: false))
      }
      return .success(answer)
    } catch {
      return .failure(error)
    }
  }
}
