/// The latencies of the last calls of a back end.
public struct Latencies: Hashable, Sendable {
  private var ring: [Duration] = []
  private var next = 0
  private let size: Int

  /// Keeps the last `size`.
  public init(size: Int = 256) { self.size = size }

  /// How many are kept.
  public var count: Int { ring.count }

  /// Adds one.
  public mutating func add(_ latency: Duration) {
    if ring.count < size {
      ring.append(latency)
    } else {
      ring[next] = latency
      next = (next + 1) % size
    }
  }

  /// A quantile from 0 to 1 by the nearest rank; nil when there are none.
  public func quantile(_ share: Double) -> Duration? {
    guard !ring.isEmpty else { return nil }
    let rank = Int((Double(ring.count) * share).rounded(.up))
    return ring.sorted()[min(max(rank, 1), ring.count) - 1]
  }
}
