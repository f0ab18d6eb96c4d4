internal import Dialogue
internal import Journal

/// Nothing that is waited for is waited for in silence, or for ever.
extension LiveConversation {
  /// Tells the dialogue that an answer takes long, until it is cancelled. Nil in writing: a page shows that it waits.
  func patience() -> Task<Void, Never>? {
    guard case .voice = surface else { return nil }
    let began = ContinuousClock.now
    let delays = context.settings.slowAfter
    return Task {
      for delay in delays {
        do { try await Task.sleep(until: began + delay) } catch { return }
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
