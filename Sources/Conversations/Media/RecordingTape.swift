/// Both sides of a call on one time axis: 8,000 samples a second since the call's start, the caller as received, the agent as heard by the
/// caller (cut where a clear cut it), both as mu-law. A value; times in milliseconds of one monotonic clock.
///
/// The last 45 seconds are held back, so that what turns out to be a card's number leaves no trace outside this memory. What comes while it
/// is off is silence on both sides: places in the recording stay the call's times.
struct RecordingTape {
  /// Mu-law's silence.
  static let silence: UInt8 = 0xFF
  /// How much is held back.
  static let held = 45_000
  private static let perMillisecond = 8
  /// Two hours: longer calls are cut off by the carrier's own limits.
  private static let longest = 8_000 * 7_200

  private var caller: [UInt8] = []
  private var agent: [UInt8] = []
  /// How many samples were handed on before those held.
  private var base = 0
  /// When the axis begins, in ms.
  private var start: Int?
  private(set) var isOn = false
  private var wasOn = false
  /// Samples of the time before what is kept begins: before it was on for the first time, or before an objection.
  private var lead = 0
  /// The latest silence that was put where nothing came: it goes again when what was late arrives.
  private var gap: (at: Int, length: Int)?
  /// The caller's side is silent between these places.
  private var muted = 0..<0

  /// From now on there is a recording, or there is none.
  mutating func turn(on: Bool, _ now: Int) {
    guard isOn != on else { return }
    isOn = on
    wasOn = wasOn || on
    // What the caller hears later than now is not on the tape of now.
    if !on { clear(now) }
  }

  /// The caller's samples, in order.
  mutating func receive(_ samples: [UInt8], now: Int) {
    let arrived = place(now, duration: samples.count)
    let end = base + caller.count
    let ahead = end + samples.count - arrived
    if ahead < -100 * Self.perMillisecond, -ahead < Self.longest {
      // Nothing came for a while. If it was only late, it comes now, and takes this place.
      gap = (end, -ahead)
      caller += [UInt8](repeating: Self.silence, count: -ahead)
    } else if ahead > 40 * Self.perMillisecond, base == 0, let begin = start, now - begin < 2_000 {
      // All at once at the beginning: the call is older than its first frame let it seem.
      start = begin - ahead / Self.perMillisecond
      agent.insert(contentsOf: [UInt8](repeating: Self.silence, count: agent.isEmpty ? 0 : ahead), at: 0)
    } else if ahead > 40 * Self.perMillisecond, let late = gap, late.at >= base {
      let excess = min(ahead, late.length)
      caller.removeSubrange(late.at - base..<late.at - base + excess)
      gap = excess == late.length ? nil : (late.at, late.length - excess)
    } else if ahead > 300 * Self.perMillisecond {
      // The far clock is faster than ours.
      return
    }
    let begin = base + caller.count
    guard begin + samples.count <= Self.longest else { return }
    caller += isOn ? samples : [UInt8](repeating: Self.silence, count: samples.count)
    silence(muted.clamped(to: begin..<begin + samples.count))
  }

  /// A frame that will be heard at `time`.
  mutating func play(_ frame: [UInt8], at time: Int) {
    guard isOn else { return }
    let offset = place(time) - base
    guard offset >= 0, base + offset + frame.count <= Self.longest else { return }
    if agent.count < offset { agent += [UInt8](repeating: Self.silence, count: offset - agent.count) }
    agent.replaceSubrange(offset..<min(agent.count, offset + frame.count), with: frame)
  }

  /// What was to be heard from now on was dropped.
  mutating func clear(_ now: Int) {
    let offset = max(0, place(now) - base)
    if agent.count > offset { agent.removeLast(agent.count - offset) }
  }

  /// Silences the caller's side from one moment to another, as far as it is held, or has not come yet.
  mutating func mute(from begin: Int, to end: Int) {
    // What is late by the network stands a little later on the axis than it was said: so much more on both sides.
    let range = max(base, place(begin - 60))..<max(base, place(end + 60))
    silence(range)
    muted =
      muted.upperBound >= range.lowerBound && muted.lowerBound <= range.upperBound
      ? min(muted.lowerBound, range.lowerBound)..<max(muted.upperBound, range.upperBound) : range
  }

  /// Both sides, one sample of the caller after one of the agent, of the whole seconds that need not be held any longer.
  mutating func due(_ now: Int) -> [UInt8] {
    guard let start else { return [] }
    let seconds = ((now - start - Self.held) * Self.perMillisecond - base) / 16_000 * 16_000
    return seconds > 0 ? take(seconds) : []
  }

  /// All that is left.
  mutating func finish() -> [UInt8] { take(max(caller.count, agent.count)) }

  /// Forgets everything that is held. What may come later stands at its own time.
  /// - Parameter keepsBefore: Whether what was handed on before is kept, and gone on with.
  mutating func erase(keepsBefore: Bool = false) {
    for place in caller.indices { caller[place] = Self.silence }
    base += caller.count
    if !keepsBefore { lead = base }
    (caller, agent, wasOn, isOn) = ([], [], false, false)
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    for side in [\RecordingTape.caller, \.agent] {
      let missing = count - self[keyPath: side].count
      if missing > 0 { self[keyPath: side] += [UInt8](repeating: Self.silence, count: missing) }
    }
    defer {
      caller.removeFirst(count)
      agent.removeFirst(count)
      base += count
    }
    // Before it was on for the first time there is nothing to keep but the time.
    guard wasOn else {
      lead += count
      return []
    }
    defer { lead = 0 }
    var both = [UInt8](repeating: Self.silence, count: 2 * (lead + count))
    for place in 0..<count {
      both[2 * (lead + place)] = caller[place]
      both[2 * (lead + place) + 1] = agent[place]
    }
    return both
  }

  private mutating func silence(_ range: Range<Int>) {
    for place in range.clamped(to: base..<base + caller.count) { caller[place - base] = Self.silence }
  }

  /// Where a moment is on the axis, in samples. The first moment that is asked for, less its duration, is the axis' beginning.
  private mutating func place(_ time: Int, duration: Int = 0) -> Int {
    let begin = start ?? time - duration / Self.perMillisecond
    start = begin
    return max(0, time - begin) * Self.perMillisecond
  }
}
