internal import Documents
internal import Foundation
internal import Understanding

/// The trained model and the sentence encoder that `aisle.yaml` names, as far as they can be used.
struct TrainedFiles {
  /// The model's file.
  let path: String
  /// nil: the understanding is trained at start.
  let understanding: TrainedUnderstanding?
  /// Why a model that is there, or was asked for, is not used, and what to do; nil when there is nothing to say.
  private let problem: String?
  /// An encoder that stands ready and is not used; nil when there is none.
  let idleEncoder: Bool

  static let advice = "run aisle train; until then the intent map alone is learned from, at every start"

  /// Where the model is kept.
  static func path(_ configuration: AisleConfiguration) -> String {
    configuration.model ?? "\(configuration.dataDirectory)/intents.model"
  }

  /// Reads both. A model that cannot be used is a problem to be told, not an error: the agent works without it. An encoder's
  /// folder that does not hold one is a mistake in `aisle.yaml`, and thrown.
  init(_ configuration: AisleConfiguration) throws(DocumentError) {
    path = Self.path(configuration)
    let encoder = try Self.encoder(configuration)
    let (found, trouble) = Self.read(path, isNamed: configuration.model != nil)
    var (understanding, problem) = (nil as TrainedUnderstanding?, trouble)
    if let found {
      understanding = TrainedUnderstanding(found, encoder: encoder)
      if understanding == nil {
        problem =
          encoder == nil
          ? "it was trained with a sentence encoder, and understanding.encoder names none"
          : "it was trained with another sentence encoder than understanding.encoder names"
      }
    }
    (self.understanding, self.problem) = (understanding, problem)
    idleEncoder = encoder != nil && understanding?.encoder == nil
  }

  /// The encoder that is configured; nil when none is.
  static func encoder(_ configuration: AisleConfiguration) throws(DocumentError) -> SentenceEncoder? {
    guard let folder = configuration.encoder else { return nil }
    return try EncoderFolder.read(folder, precision: .int8)
  }

  private static func read(_ path: String, isNamed: Bool) -> (TrainedIntents?, problem: String?) {
    guard let data = FileManager.default.contents(atPath: path) else {
      let isThere = FileManager.default.fileExists(atPath: path)
      return (nil, isThere ? "it cannot be read" : isNamed ? "there is no such file" : nil)
    }
    do {
      return (try TrainedIntents([UInt8](data)), nil)
    } catch {
      return (nil, error.description)
    }
  }

  /// Why a model that is there, or was asked for, is not used, and what to do; nil when all is well.
  func refusal(by understander: Understander) -> String? {
    var reason = problem
    if case .start(let refused?) = understander.origin { reason = refused }
    return reason.map { "\($0); \(Self.advice)" }
  }
}
