extension ContractSchemas {
  /// The contract over HTTP as an OpenAPI 3.1 document: what Aisle asks of a middleware that speaks its contract natively.
  public var openAPI: ContractDocument { OpenAPIWriter(vocabulary: vocabulary).document }
}

/// Puts the contracts into one OpenAPI 3.1 document. It mirrors the port of back ends: what can be done, doing it, and what
/// became of a write.
struct OpenAPIWriter {
  /// What is written.
  var vocabulary: ContractVocabulary

  private var schemas: SchemaWriter { SchemaWriter(vocabulary: vocabulary, references: "#/components/schemas/") }

  /// The whole document.
  var document: ContractDocument {
    var paths: [String: ContractDocument] = ["/operations": listing, "/writes/{key}": outcome]
    for name in OperationName.allCases { paths["/operations/\(name.rawValue)"] = ["post": operation(name)] }
    return [
      "openapi": "3.1.0",
      "jsonSchemaDialect": .text(ContractSchemas.dialect),
      "info": [
        "title": "Aisle over HTTP",
        "version": .text(ContractSchemas.version),
        "summary": "The typed operations that Aisle performs on a retailer's systems, and the API by which conversations are held.",
        "description": .text(Self.introduction),
      ],
      "servers": [["url": "/", "description": "Wherever the middleware is: set in Aisle's configuration."]],
      "security": [["bearer": []]],
      "tags": .list(tags),
      "paths": .object(paths),
      "components": [
        "schemas": .object(components),
        "responses": .object(Self.failures),
        "parameters": .object(Self.parameters),
        "securitySchemes": [
          "bearer": ["type": "http", "scheme": "bearer", "description": "A token that the middleware issued to Aisle."]
        ],
      ],
    ]
  }

  private static let introduction = """
    `/v1/conversations` is what Aisle itself offers: conversations by text, held by other programs. All other paths are what Aisle \
    asks of a middleware.

    A middleware that implements those needs no adapter in Aisle. It may implement some of the operations only, and \
    says at `GET /operations` which.

    Arguments are closed: Aisle sends no others. Answers are open: fields that are not described are passed over. What is \
    not required may be missing or null, which mean the same. Amounts are whole minor units (cents) of an ISO 4217 currency.

    `x-access`, `x-risk`, `x-budget-ms` and `x-errors` repeat the contract of each operation. `x-personal-data` marks fields \
    that are personal data (GDPR, article 4).
    """

  /// The concepts in the order in which the operations name them.
  private var tags: [ContractDocument] {
    var seen: Set<String> = []
    return OperationName.allCases.map(\.concept).filter { seen.insert($0).inserted }.map { ["name": .text($0)] }
  }

  private func operation(_ name: OperationName) -> ContractDocument {
    let contract = name.type.contract
    let write = contract.access == .write
    let sentence = name.purpose.split(separator: ".", maxSplits: 1).first.map { "\($0)." } ?? ""
    let arguments = vocabulary.arguments[name].map(vocabulary.schemaName) ?? ""
    return [
      "operationId": .text(name.rawValue),
      "tags": [.text(name.concept)],
      "summary": .text(sentence),
      "description": .text(name.purpose),
      "x-access": .text(contract.access.rawValue),
      "x-risk": .text(contract.risk.rawValue),
      "x-budget-ms": .number(contract.budgetMilliseconds),
      "x-errors": .list(
        OperationFailure.Code.allCases.filter(contract.errors.contains).map { .text($0.rawValue) }),
      "parameters": .list(
        (write ? ["IdempotencyKey", "BudgetMilliseconds"] : ["BudgetMilliseconds"]).map {
          ["$ref": "#/components/parameters/\($0)"]
        }),
      "requestBody": [
        "required": true,
        "content": ["application/json": ["schema": ["$ref": "#/components/schemas/\(arguments)"]]],
      ],
      "responses": .object(
        Self.references(to: contract.errors).merging(["200": answer(name, write: write)]) { $1 }),
    ]
  }

  private func answer(_ name: OperationName, write: Bool) -> ContractDocument {
    [
      "description": write
        ? "It is done. The same key again gives this answer again." : "What was found, and how fresh it is.",
      "content": ["application/json": ["schema": ["$ref": .text("#/components/schemas/\(Self.answerName(name))")]]],
    ]
  }

  private static func answerName(_ name: OperationName) -> String {
    name.rawValue.prefix(1).uppercased() + name.rawValue.dropFirst() + "Answer"
  }

  private var components: [String: ContractDocument] {
    let shapes = OperationName.allCases.flatMap { name in
      [vocabulary.arguments[name].map { Shape.record($0) }, vocabulary.results[name]].compactMap { $0 }
    }
    let others = [Freshness.self, OperationFailure.self, OperationName.self].map { Vocabulary.name(of: $0) }
    var found = schemas.definitions(reachedFrom: shapes)
    for type in others { found[vocabulary.schemaName(type)] = schemas.definition(type) }
    found.merge(schemas.definitions(reachedFrom: [.record("OperationFailure")])) { $1 }
    for name in OperationName.allCases {
      found[Self.answerName(name)] = [
        "type": "object", "required": ["freshness", "result"],
        "properties": [
          "result": vocabulary.results[name].map { schemas.schema($0) } ?? false,
          "freshness": ["$ref": "#/components/schemas/Freshness"],
        ],
      ]
    }
    found["WriteOutcome"] = Self.writeOutcome
    return found
  }
}
