extension OpenAPIWriter {
  /// What accompanies a request.
  static let parameters: [String: ContractDocument] = [
    "IdempotencyKey": [
      "name": "Idempotency-Key", "in": "header", "required": true, "schema": keySchema,
      "description": """
      Names the intention of the write. The same key again, however often and however late, changes nothing and gives the \
      first answer again.
      """,
    ],
    "BudgetMilliseconds": [
      "name": "Aisle-Budget-Ms", "in": "header", "required": false, "schema": ["type": "integer", "minimum": 1],
      "description": "How long Aisle waits for this answer, in milliseconds. What comes later is not read.",
    ],
    "WriteKey": [
      "name": "key", "in": "path", "required": true, "schema": keySchema,
      "description": "The Idempotency-Key that the write was sent with.",
    ],
  ]

  private static let keySchema: ContractDocument =
    switch IdempotencyKey.shape {
    case .matching(let pattern): ["type": "string", "pattern": .text(pattern)]
    default: ["type": "string"]
    }

  /// What can be done here.
  var listing: ContractDocument {
    [
      "get": [
        "operationId": "listOperations", "summary": "The operations that this middleware implements.",
        "responses": .object(
          [
            "200": [
              "description": "Their names. Aisle asks when it starts, and passes over names it does not know.",
              "content": [
                "application/json": [
                  "schema": [
                    "type": "object", "required": ["operations"],
                    "properties": ["operations": ["type": "array", "items": ["type": "string"]]],
                  ]
                ]
              ],
            ]
          ].merging(Self.references(to: [])) { old, _ in old }),
      ]
    ]
  }

  /// What became of a write.
  var outcome: ContractDocument {
    [
      "get": [
        "operationId": "findWriteOutcome", "summary": "What became of a write whose answer was lost.",
        "description": "Looks only. Aisle says nothing to the customer about such a write until it knows.",
        "parameters": [["$ref": "#/components/parameters/WriteKey"]],
        "responses": .object(
          [
            "200": [
              "description": "What became of it. A key that never arrived is `notDone`, which is no error.",
              "content": ["application/json": ["schema": ["$ref": "#/components/schemas/WriteOutcome"]]],
            ]
          ].merging(Self.references(to: [])) { old, _ in old }),
      ]
    ]
  }

  /// The four ends of a write.
  static var writeOutcome: ContractDocument {
    func end(_ word: String, _ properties: [String: ContractDocument]) -> ContractDocument {
      [
        "type": "object", "required": .sorted(["outcome"] + properties.keys),
        "description": .text(Descriptions.all["WriteOutcome.\(word)"] ?? ""),
        "properties": .object(properties.merging(["outcome": ["const": .text(word)]]) { $1 }),
      ]
    }
    return [
      "description": .text(Descriptions.all["WriteOutcome"] ?? ""),
      "oneOf": [
        end(
          "done",
          [
            "operation": ["$ref": "#/components/schemas/OperationName"],
            "result": ["type": "object", "description": "What that operation answered."],
          ]),
        end("refused", ["failure": ["$ref": "#/components/schemas/OperationFailure"]]),
        end("notDone", [:]),
        end("unknown", [:]),
      ],
    ]
  }
}
