/// A small generator of random numbers whose sequence is fixed by its seed on every machine and every compiler:
/// SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). The
/// standard library's `random(in:using:)` promises no such thing between its versions, so the picking here is our own.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// An independent stream for one purpose, so that a change to one part of the shop leaves the others as they were.
  init(seed: UInt64, purpose: String) {
    // FNV-1a.
    let label = purpose.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    self.init(seed: seed ^ label)
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 to `bound` - 1; `bound` must be positive.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number in a closed range.
  mutating func pick(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// One of the elements; there must be at least one.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// True in `percent` of 100 cases.
  mutating func chance(percent: Int) -> Bool { below(100) < percent }

  /// The elements in random order (Fisher-Yates).
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    for index in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(index, below(index + 1)) }
    return result
  }
}
