import Metrics
import NIOCore
import Synchronization

/// What a media clock drives, every 20 ms.
protocol Ticking: AnyObject {
  func tick(now: UInt64)
}

/// One timer for all calls of an event loop: four slots of 5 ms, each call in one of them. Used on that loop only. Fewer
/// wake-ups than a timer a call, and steadier on a busy machine.
final class MediaClock {
  private let loop: any EventLoop
  private let lateness: Metrics.Timer
  private var slots = [[any Ticking]](repeating: [], count: SlotSchedule.slots)
  private var schedule: SlotSchedule?

  init(loop: any EventLoop, lateness: Metrics.Timer) {
    self.loop = loop
    self.lateness = lateness
  }

  /// The clock's time.
  static var now: UInt64 { NIODeadline.now().uptimeNanoseconds }

  /// Puts a call into the emptiest slot.
  func add(_ call: any Ticking) {
    let slot = slots.indices.min { slots[$0].count < slots[$1].count } ?? 0
    slots[slot].append(call)
    guard schedule == nil else { return }
    schedule = SlotSchedule(now: Self.now)
    arm()
  }

  /// Takes a call out.
  func remove(_ call: any Ticking) {
    for slot in slots.indices { slots[slot].removeAll { $0 === call } }
  }

  private func arm() {
    guard let due = schedule?.due else { return }
    loop.assumeIsolated().scheduleTask(deadline: .uptimeNanoseconds(due)) { self.fire() }
  }

  private func fire() {
    guard slots.contains(where: { !$0.isEmpty }) else {
      schedule = nil
      return
    }
    guard let turn = schedule?.take(now: Self.now) else { return }
    if turn.count > 0 { lateness.recordNanoseconds(turn.late) }
    for offset in 0..<turn.count {
      let now = Self.now
      for call in slots[(turn.first + offset) % SlotSchedule.slots] { call.tick(now: now) }
    }
    arm()
  }
}

/// The clocks of all event loops.
final class MediaClocks: Sendable {
  private let clocks = Mutex<[ObjectIdentifier: NIOLoopBound<MediaClock>]>([:])
  private let lateness: Metrics.Timer

  init(lateness: Metrics.Timer) { self.lateness = lateness }

  /// The clock of the loop this is called on.
  func clock(of loop: any EventLoop) -> MediaClock {
    clocks.withLock { clocks in
      if let known = clocks[ObjectIdentifier(loop)] { return known }
      let made = NIOLoopBound(MediaClock(loop: loop, lateness: lateness), eventLoop: loop)
      clocks[ObjectIdentifier(loop)] = made
      return made
    }.value
  }
}
