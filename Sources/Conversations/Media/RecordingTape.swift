/// Both sides of a call on one time axis: 8,000 samples a second since the call's start, the caller as received, the agent
/// as heard by the caller (cut where a clear cut it).
struct RecordingTape {
  private var caller: [Int16] = []
  private var agent: [UInt8] = []
  private var start: Int?
  /// Two hours: longer calls are cut off by the carrier's own limits.
  private static let longest = 8_000 * 7_200

  /// The caller's samples, in order.
  mutating func receive(_ samples: [Int16], now: Int) {
    if start == nil { start = now }
    // Where frames were lost or late, silence keeps the two sides together.
    let wanted = (now - (start ?? now)) * 8
    if wanted - caller.count > 8_000 / 4, wanted < Self.longest {
      caller += [Int16](repeating: 0, count: wanted - caller.count)
    }
    if caller.count + samples.count <= Self.longest { caller += samples }
  }

  /// A frame of mu-law that will be heard at `time`.
  mutating func play(_ frame: [UInt8], at time: Int) {
    if start == nil { start = time }
    let offset = max(0, time - (start ?? time)) * 8
    guard offset + frame.count <= Self.longest else { return }
    if agent.count < offset { agent += [UInt8](repeating: 0xFF, count: offset - agent.count) }
    agent.replaceSubrange(offset..<min(agent.count, offset + frame.count), with: frame)
  }

  /// What was to be heard from now on was dropped.
  mutating func clear(_ now: Int) {
    let offset = max(0, now - (start ?? now)) * 8
    if agent.count > offset { agent.removeLast(agent.count - offset) }
  }

  /// Both sides, padded to the same length.
  func sides(decode: ([UInt8]) -> [Int16]) -> (caller: [Int16], agent: [Int16]) {
    let length = max(caller.count, agent.count)
    return (
      caller + [Int16](repeating: 0, count: length - caller.count),
      decode(agent) + [Int16](repeating: 0, count: length - agent.count)
    )
  }
}
