/// Why a model file cannot be used.
public enum TrainedIntentsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is no model file.
  case foreign
  /// It was written by a program whose models are of another version.
  case version(Int)
  /// It is cut off, or its bytes were changed.
  case damaged

  /// What is wrong, for people.
  public var description: String {
    switch self {
    case .foreign: "it is not a file that aisle train wrote"
    case .version(let version): "it is of version \(version), and this program reads \(TrainedIntents.version)"
    case .damaged: "it is damaged: its checksum is wrong"
    }
  }
}

/// A model with what it was made from, as it is kept in a file.
public struct TrainedIntents: Sendable {
  /// Version of the file's layout, of the pieces that sentences are cut into, and of how they are scored; a file of another
  /// version is refused.
  public static let version = 3

  /// The model.
  public let model: IntentModel
  /// What the built-in part of the lessons was: triggers, patterns and what the catalogue made of them.
  public let lessons: UInt64
  /// The encoder it needs; nil: none.
  public let encoder: UInt64?
  /// Sentences it was made from, and those of them that were the operator's.
  public let sentences, ownSentences: Int

  private static let mark = Array("AISLEINT".utf8)

  /// Makes it.
  public init(model: IntentModel, lessons: UInt64, encoder: UInt64?, sentences: Int, ownSentences: Int) {
    (self.model, self.lessons, self.encoder) = (model, lessons, encoder)
    (self.sentences, self.ownSentences) = (sentences, ownSentences)
  }

  /// Reads a file's bytes.
  public init(_ bytes: [UInt8]) throws(TrainedIntentsError) {
    guard bytes.starts(with: Self.mark) else { throw .foreign }
    var reader = ByteReader(bytes, from: Self.mark.count)
    do {
      let version = try reader.integer(UInt32.self)
      guard version == Self.version else { throw TrainedIntentsError.version(Int(version)) }
      let sum = try reader.integer(UInt64.self)
      guard sum == Fingerprint.of(bytes[(Self.mark.count + 12)...]) else { throw TrainedIntentsError.damaged }
      lessons = try reader.integer(UInt64.self)
      encoder = try reader.list { bytes throws(ByteReader.Broken) in try bytes.integer(UInt64.self) }.first
      sentences = Int(try reader.integer(UInt32.self))
      ownSentences = Int(try reader.integer(UInt32.self))
      model = try IntentModel(from: &reader)
      guard reader.isAtEnd else { throw TrainedIntentsError.damaged }
    } catch let error as TrainedIntentsError {
      throw error
    } catch {
      throw .damaged
    }
  }

  /// The bytes of the file.
  public var bytes: [UInt8] {
    var out = ByteWriter()
    out.write(lessons)
    out.write(list: encoder.map { [$0] } ?? []) { $0.write($1) }
    out.write(UInt32(sentences))
    out.write(UInt32(ownSentences))
    model.write(to: &out)
    var head = ByteWriter()
    head.write(UInt32(Self.version))
    head.write(Fingerprint.of(out.bytes))
    return Self.mark + head.bytes + out.bytes
  }
}
