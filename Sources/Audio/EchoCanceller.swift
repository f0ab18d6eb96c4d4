/// Takes our own voice out of what comes from a line, frame by frame. One for each call.
public protocol EchoCanceller {
  /// What is left of a frame of 160 samples when what was played has been taken out of it.
  mutating func process(_ frame: [Int16], playing ours: [Int16]) -> [Int16]

  /// Forgets what it has learned of the line.
  mutating func reset()
}
