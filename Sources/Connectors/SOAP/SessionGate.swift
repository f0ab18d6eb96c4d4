/// Lets so many calls in at once and the others wait in order, each no longer than its deadline: a system with few sessions
/// refuses the one too many.
actor SessionGate {
  private var free: Int
  private var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
  private var next = 0

  init(_ places: Int) { free = max(1, places) }

  /// Waits for a place. Returns whether there is one; then `leave` must follow.
  func enter(_ deadline: Deadline) async -> Bool {
    if free > 0 {
      free -= 1
      return true
    }
    next += 1
    let number = next
    let alarm = Task { [weak self] in
      // Cancelled once the place is there: then there is nobody to turn away.
      try await Task.sleep(until: deadline.at, clock: .continuous)
      await self?.turnAway(number)
    }
    defer { alarm.cancel() }
    return await withCheckedContinuation { waiting.append((number, $0)) }
  }

  /// Gives the place to the next.
  func leave() {
    guard !waiting.isEmpty else { return free += 1 }
    waiting.removeFirst().continuation.resume(returning: true)
  }

  private func turnAway(_ number: Int) {
    guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
    waiting.remove(at: index).continuation.resume(returning: false)
  }
}
