/// The contracts as JSON Schema 2020-12 and as one OpenAPI 3.1 document, made from the types of this build.
public struct ContractSchemas: Sendable {
  /// The version of the contract: the first number changes with what breaks a back end (a field or an operation taken away,
  /// a new required argument, a new word in an answer's set), the second with what does not, the third with the wording.
  public static let version = "1.0.0"

  /// The dialect of all schemas.
  static let dialect = "https://json-schema.org/draft/2020-12/schema"

  let vocabulary: ContractVocabulary

  /// Reads the contracts. Throws when a type of the vocabulary cannot be described, which is a mistake in its code.
  public init() throws { vocabulary = try ContractVocabulary() }

  /// Which side of an operation a schema is of.
  public enum Side: String, CaseIterable, Sendable {
    /// What is asked; what comes back.
    case arguments, result
  }

  /// The schema of an operation's arguments or of its result, complete in itself.
  public func schema(of operation: OperationName, _ side: Side) -> ContractDocument {
    let writer = SchemaWriter(vocabulary: vocabulary, references: "#/$defs/")
    let shape: Shape? =
      switch side {
      case .arguments: vocabulary.arguments[operation].map { .record($0) }
      case .result: vocabulary.results[operation]
      }
    guard let shape else { return false }
    return writer.schema(shape).adding([
      "$schema": .text(Self.dialect),
      "$id": .text("urn:aisle:contract:\(Self.version):\(operation.rawValue):\(side.rawValue)"),
      "title": .text("\(operation.rawValue): \(side.rawValue)"),
      "$defs": .object(writer.definitions(reachedFrom: [shape])),
    ])
  }

  /// All schemas, by operation and by side.
  public var all: ContractDocument {
    .object(
      Dictionary(
        uniqueKeysWithValues: OperationName.allCases.map { name in
          (
            name.rawValue,
            .object(
              Dictionary(uniqueKeysWithValues: Side.allCases.map { ($0.rawValue, schema(of: name, $0)) }))
          )
        }))
  }
}
