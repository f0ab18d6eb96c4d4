extension OperationFailure.Code {
  /// The HTTP status that says this over the wire; nil for what only Aisle's own write ledger can say.
  public var httpStatus: Int? {
    switch self {
    case .invalidArguments: 400
    case .unauthorized: 401
    case .declined: 402
    case .notFound: 404
    case .conflict, .outOfStock: 409
    case .refused: 422
    case .rateLimited: 429
    case .unsupported: 501
    case .invalidResponse: 502
    case .unavailable: 503
    case .timedOut: 504
    case .outcomeUnknown, .notRecorded: nil
    }
  }
}

extension OpenAPIWriter {
  /// Names of the statuses (RFC 9110), as generators of code like them.
  private static let names: [Int: String] = [
    400: "BadRequest", 401: "Unauthorized", 402: "PaymentRequired", 404: "NotFound", 409: "Conflict",
    422: "UnprocessableContent", 429: "TooManyRequests", 501: "NotImplemented", 502: "BadGateway",
    503: "ServiceUnavailable", 504: "GatewayTimeout",
  ]

  private static let codes = Dictionary(grouping: OperationFailure.Code.allCases) { $0.httpStatus }

  /// The answers of an operation that may end in these business failures: any may end in a technical one, and any request
  /// may not be what its schema says.
  static func references(to errors: Set<OperationFailure.Code>) -> [String: ContractDocument] {
    let technical = OperationFailure.Code.allCases.filter { !$0.isBusiness }
    var found: [String: ContractDocument] = [
      "default": ["description": "Anything else counts as `invalidResponse`, after which a write may have happened."]
    ]
    for status in Set((errors.union(technical).union([.invalidArguments])).compactMap(\.httpStatus)) {
      found[String(status)] = ["$ref": .text("#/components/responses/\(names[status] ?? "")")]
    }
    return found
  }

  /// The answers that say that something went wrong, by name.
  static var failures: [String: ContractDocument] {
    var found: [String: ContractDocument] = [:]
    for (status, name) in names {
      let codes = codes[status] ?? []
      let lines = codes.map { code in
        "`\(code.rawValue)`: \(Descriptions.all["OperationFailure.Code.\(code.rawValue)"] ?? "")"
      }
      var response: [String: ContractDocument] = [
        "description": .text(lines.joined(separator: " ")),
        "content": [
          "application/problem+json": [
            "schema": [
              "allOf": [["$ref": "#/components/schemas/OperationFailure"]],
              "properties": ["code": ["enum": .list(codes.map { .text($0.rawValue) })]],
            ]
          ]
        ],
      ]
      if status == 429 || status == 503 {
        response["headers"] = [
          "Retry-After": ["description": "Seconds to wait (RFC 9110).", "schema": ["type": "integer", "minimum": 0]]
        ]
      }
      found[name] = .object(response)
    }
    return found
  }
}
