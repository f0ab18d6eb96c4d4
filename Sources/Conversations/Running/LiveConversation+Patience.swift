internal import Dialogue
internal import Journal

/// Nothing that is waited for is waited for in silence, or for ever.
extension LiveConversation {
  /// Something was asked of the outside.
  func awaits() {
    openCalls += 1
    // One patience for all that is asked together.
    if openCalls == 1 { askPatience() }
  }

  /// One of those has answered, or failed.
  func answered() {
    openCalls -= 1
    guard openCalls == 0 else { return }
    backEndWait.end()
    patience?.cancel()
    patience = nil
    // Nobody is asked to wait for what has come.
    inbox.removeAll { if case .slow = $0 { true } else { false } }
  }

  /// Tells the dialogue that an answer takes long, counted from now, until it has come. Not in writing: a page shows that it waits.
  func askPatience() {
    patience?.cancel()
    guard case .voice = surface else { return }
    let began = ContinuousClock.now
    let delays = context.settings.slowAfter
    patience = Task {
      for delay in delays {
        try? await Task.sleep(until: began + delay)
        if Task.isCancelled { return }
        await handle(.slow)
      }
    }
  }

  /// A promise is spoken of only once it is on disk. One that does not get there in time was not given: what is told to the caller then
  /// stands in the journal behind it.
  func record(_ promise: CallbackPromise) async {
    let writer = writer
    do {
      try await Self.within(context.settings.promiseLimit) { try await writer.flush() }
    } catch {
      journalFailed(error)
      return await handle(.promiseFailed(promise.number))
    }
    await handle(.promiseRecorded(promise.number))
  }

  /// What a store does, or an error when it takes longer than the limit: it may hang on its disk, which nobody can cancel.
  static func within<Value: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let (results, first) = AsyncStream.makeStream(
      of: Result<Value, any Error>.self, bufferingPolicy: .bufferingOldest(1))
    Task {
      do { first.yield(.success(try await work())) } catch { first.yield(.failure(error)) }
    }
    let watch = Task {
      do { try await Task.sleep(for: limit) } catch { return }
      first.yield(.failure(JournalError(.storage, "the store did not answer within \(limit)")))
    }
    defer { watch.cancel() }
    for await result in results { return try result.get() }
    throw CancellationError()
  }
}
