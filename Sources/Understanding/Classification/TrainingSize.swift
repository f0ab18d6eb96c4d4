/// From which sizes on training is shortened, so that a shop with hundreds of articles still starts in seconds. What it costs is told in
/// docs/train-the-understanding.md.
enum TrainingSize {
  /// Rows from which on pieces that one row alone holds are left out, and one half is held back instead of each in turn.
  static let manyRows = 8_000
  /// Classes from which on the rounds are halved, and nothing hidden is learned where a class has fewer than `fewRows`.
  static let manyClasses = 300
  /// Rows of a class under which a hidden layer is not worth its time.
  static let fewRows = 50
}
