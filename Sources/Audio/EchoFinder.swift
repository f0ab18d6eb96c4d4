/// Finds out whether what is played comes back over a line, and how late: by how the changes of eight bands' levels agree. A value; every frame is
/// 20 ms.
struct EchoFinder: Sendable {
  typealias Bands = FilterBank.Bands

  /// Delays looked at, in frames: up to 0.8 s there and back, the carrier's buffer included.
  private static let lags = 40
  /// Frames since something was played after which there is nothing to be found.
  private static let span = 64
  /// How fast old frames are forgotten: in about 2 s.
  private static let memory: Float = 0.99
  /// From which correlation on a delay is believed when much was heard, and until which it is believed further. Of few frames more is wanted: two
  /// voices that begin one after the other are alike for a moment.
  private static let (sure, doubted, scant): (Float, Float, Float) = (0.35, 0.1, 2)
  /// From which power on (-70 dBFS) a band of ours counts.
  private static let audible: Float = 1e-7

  private var outgoingBank = FilterBank()
  private var incomingBank = FilterBank()
  private var noise = NoiseFloor()
  /// How the played frames' activity changes.
  private var change = [Bands](repeating: Bands(), count: span)
  private var next = 0
  private var silence = span
  private var playedBefore = (Bands(), Bands())
  private var heardBefore = (Bands(), Bands())
  private var products = [Float](repeating: 0, count: lags)
  private var played: Float = 0
  private var heard: Float = 0
  /// How many frames it was in which something changed.
  private var frames: Float = 0
  /// Whether the latest frames agree with nothing that was played.
  private(set) var isUnlike = false

  /// Takes what is played in this frame (nil: silence) and what came from the line. Gives the delay in frames of what surely comes back.
  mutating func delay(playing ours: [Int16]?, heard frame: [Int16]) -> Int? {
    silence = ours == nil ? silence + 1 : 0
    guard silence < Self.span else { return nil }
    let powers = incomingBank.powers(frame)
    noise.update(powers)
    let outgoing = Self.activity(ours.map { outgoingBank.powers($0) } ?? Bands(), over: Bands(repeating: Self.audible))
    change[next] = outgoing - playedBefore.1
    playedBefore = (outgoing, playedBefore.0)
    let incoming = Self.activity(powers, over: noise.power)
    defer {
      heardBefore = (incoming, heardBefore.0)
      next = (next + 1) % Self.span
    }
    return compare(incoming - heardBefore.1)
  }

  /// A frame in which nothing of ours can be.
  mutating func learns(_ frame: [Int16]) { noise.update(incomingBank.powers(frame)) }

  /// Frames go by untold: what was played in them cannot be found.
  mutating func pauses() {
    guard silence < Self.span else { return }
    silence = Self.span
    for place in change.indices { change[place] = Bands() }
  }

  /// How much a frame stands out, band by band, in units of 10 dB.
  private static func activity(_ powers: Bands, over floor: Bands) -> Bands {
    let ratio = powers / floor
    var result = Bands()
    for band in 0..<8 { result[band] = min(max(Decibels.log10(max(ratio[band], 1)), 0), 4) }
    return result
  }

  private mutating func compare(_ incoming: Bands) -> Int? {
    let strength = (incoming * incoming).sum()
    heard = heard * Self.memory + strength
    frames = frames * Self.memory + (strength > 0.1 ? 1 : 0)
    played = played * Self.memory + (change[next] * change[next]).sum()
    var best = 0
    for lag in 0..<Self.lags {
      let product = (incoming * change[(next + Self.span - lag) % Self.span]).sum()
      products[lag] = products[lag] * Self.memory + product
      if products[lag] > products[best] { best = lag }
    }
    let scale = (heard * played).squareRoot()
    let correlation = scale > 0 ? products[best] / scale : 0
    isUnlike = correlation < Self.doubted
    return correlation >= Self.sure + Self.scant / max(frames, 1).squareRoot() ? best : nil
  }
}
