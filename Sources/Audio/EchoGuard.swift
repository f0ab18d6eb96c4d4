/// Keeps our own voice out of what a speakerphone sends back: knows what the far side plays and when, finds out whether and how late that comes back,
/// and only then has a canceller work. A value but for the canceller; times in ms of one monotonic clock.
public struct EchoGuard {
  private static let frame = 20
  /// What was played is remembered for so long: the longest delay that is looked for, and the canceller's reach.
  private static let memory = 1_400
  /// The echo is looked for so much later than it may begin, in ms: its delay is known to a frame or two, and where a prompt begins it differs.
  private static let lead = 40
  /// Frames further on or back than this, in ms, are those of another moment: the line stood still.
  private static let slip = 120
  /// From how many frames off on another delay is another echo.
  private static let moved = 3
  /// From which level on, in dBFS, a frame may be an echo, and for how many frames behind it one is looked for.
  private static let (audible, patience): (Float, Int) = (-62, 100)
  /// A call's first frames are its line alone.
  private static let ownNoise = 10
  /// A frame that agrees by chance undoes so many of these.
  private static let recovering = 3
  /// A delay that is found in so many frames in a row is believed: two voices that begin one after the other are alike for a moment.
  private static let agreeing = 6
  /// After so many frames in which nothing of ours was found there is no echo any more: 20 s.
  private static let forgotten = 1_000
  /// After so many frames of our voice most of it is taken out: 0.5 s.
  private static let enough = 25
  /// Which part of the power that was taken out may be left where there was nothing but an echo: -6 dB.
  private static let remainder: Float = 0.25

  private let make: (() -> any EchoCanceller)?
  private var canceller: (any EchoCanceller)?
  private var finder = EchoFinder()
  private var quiet = LineQuiet()
  private var isQuietKnown = false
  /// For how many frames more something of ours may be found.
  private var awake = 0
  private var lineFrames = 0
  /// What is played, as it was sent, and when.
  private var played: [(at: Int, frame: [UInt8])] = []
  /// The moment of the latest frame that came, by counting: they come by fits and starts, and say one after the other.
  private var clock: Int?
  /// The delay that the canceller works with, in frames; how many frames of our voice it has learned from.
  private var delay: Int?
  private var learned = 0
  /// The delay found latest, and in how many frames in a row.
  private var (likely, agreed) = (0, 0)
  /// Frames for which nothing of ours has been found.
  private var unlike = 0

  /// - Parameter make: Makes a canceller, when the first echo is found; nil: nothing is taken out.
  public init(_ make: (() -> any EchoCanceller)?) { self.make = make }

  /// Whether our own voice comes back and is taken out.
  public var isKnown: Bool { delay != nil && learned >= Self.enough }

  /// This frame of mu-law will be heard at that time.
  public mutating func plays(_ frame: [UInt8], at time: Int) {
    guard make != nil else { return }
    played.append((time, frame))
  }

  /// What was to be heard from now on was thrown away.
  public mutating func clears(_ time: Int) { played.removeAll { $0.at > time } }

  /// The frame that came at that time, without what comes back of ours.
  public mutating func clean(_ samples: [Int16], at time: Int) -> [Int16] {
    guard make != nil, samples.count == 160 else { return samples }
    let expected = clock.map { $0 + Self.frame } ?? time
    let now = abs(expected - time) > Self.slip ? time : expected
    clock = now
    forget(before: now - Self.memory)
    let level = Levels.rms(samples)
    // The line's own noise is learned before anybody speaks.
    if lineFrames < Self.ownNoise {
      lineFrames += 1
      finder.learns(samples)
    }
    guard !played.isEmpty else {
      isQuietKnown = quiet.take(level)
      return samples
    }
    awake = level > Self.audible ? Self.patience : max(0, awake - 1)
    // Mostly nothing comes while we speak: that is to cost nothing.
    guard awake > 0 || delay != nil else {
      finder.pauses()
      return samples
    }
    let playing = played.last { $0.at <= now + Self.frame / 2 }
    let isPlaying = playing.map { $0.at + Self.frame > now - Self.frame / 2 } ?? false
    let found = finder.delay(playing: isPlaying ? playing.map { MuLaw.decode($0.frame) } : nil, heard: samples)
    agreed = found.map { abs($0 - likely) <= 1 } ?? false ? agreed + 1 : 0
    likely = found ?? likely
    if let found, agreed >= Self.agreeing, delay.map({ abs($0 - found) >= Self.moved }) ?? true {
      if canceller == nil { canceller = make?() } else { canceller?.reset() }
      (delay, learned) = (found, 0)
    }
    // Somebody who speaks over ours hides it for a while.
    unlike = finder.isUnlike ? unlike + 1 : max(0, unlike - Self.recovering)
    if unlike >= Self.forgotten { delay = nil }
    guard let delay else { return samples }
    let reference = ours(at: now - max(0, delay * Self.frame - Self.lead))
    if reference != nil { learned += 1 }
    let left = canceller?.process(samples, playing: reference ?? [Int16](repeating: 0, count: 160)) ?? samples
    return quieted(left, of: samples)
  }

  /// Some frames at once: each time all others move up.
  private mutating func forget(before time: Int) {
    guard played.count > 8, played[8].at < time else {
      if let last = played.last?.at, last < time { played = [] }
      return
    }
    played.removeSubrange(..<(played.firstIndex { $0.at >= time } ?? played.count))
  }

  /// What is left of an echo alone is brought down to the line's quiet: no filter is exact, and where much was taken out and little is left, nobody
  /// speaks.
  private mutating func quieted(_ left: [Int16], of samples: [Int16]) -> [Int16] {
    var (taken, remains): (Float, Float) = (0, 0)
    for place in left.indices {
      let difference = Float(samples[place]) - Float(left[place])
      taken += difference * difference
      remains += Float(left[place]) * Float(left[place])
    }
    let level = Levels.rms(left)
    guard remains < taken * Self.remainder, isQuietKnown else {
      isQuietKnown = quiet.take(level)
      return left
    }
    guard level > quiet.level else { return left }
    return Levels.amplify(left, decibels: quiet.level - level)
  }

  /// What of ours was heard in the 20 ms from a time on; nil: nothing.
  private func ours(at time: Int) -> [Int16]? {
    var result: [Int16]?
    for part in played.reversed() {
      if part.at + Self.frame <= time { break }
      guard part.at < time + Self.frame else { continue }
      let shift = (part.at - time) * 8
      var whole = result ?? [Int16](repeating: 0, count: 160)
      for place in max(0, -shift)..<max(0, -shift, min(part.frame.count, 160 - shift)) {
        whole[place + shift] = MuLaw.decode(part.frame[place])
      }
      result = whole
    }
    return result
  }
}
