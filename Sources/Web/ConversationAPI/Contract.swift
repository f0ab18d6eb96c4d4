public import Commerce
import Dialogue
import Discourse

/// The API as a part of the OpenAPI document: paths and components, to be merged with the contract of back ends.
public enum ConversationContract {
  /// The part.
  public static let document: ContractDocument = [
    "paths": [
      "/v1/conversations": ["servers": servers, "post": opening],
      "/v1/conversations/{id}": ["servers": servers, "parameters": [identifier], "get": reading, "delete": ending],
      "/v1/conversations/{id}/messages": ["servers": servers, "parameters": [identifier], "post": message],
      "/v1/conversations/{id}/world": ["servers": servers, "parameters": [identifier], "get": world],
    ],
    "tags": [
      ["name": "conversations", "description": "Conversations held through this server, turn by turn, by text."]
    ],
    "components": [
      "schemas": .object(schemas),
      "securitySchemes": [
        "aisleToken": [
          "type": "http", "scheme": "bearer",
          "description": "A token made on the server with `aisle token create NAME`.",
        ]
      ],
    ],
  ]

  private static let servers: ContractDocument = [
    ["url": "http://127.0.0.1:8080", "description": "Where Aisle listens: server.host and server.port of aisle.yaml."]
  ]

  private static let identifier: ContractDocument = [
    "name": "id", "in": "path", "required": true, "description": "The conversation.", "schema": ["type": "string"],
  ]

  private static func operation(
    _ name: String, _ summary: ContractDocument, body: String? = nil, answers: [String: ContractDocument],
    problems: [Problem.Kind], more: [String: ContractDocument] = [:]
  ) -> ContractDocument {
    var responses = answers
    let usual: [Problem.Kind] = [.unauthorized] + (body == nil ? [] : [.notJSON, .tooLarge, .wrongType, .invalid])
    for (status, kinds) in Dictionary(grouping: usual + problems, by: \.status) {
      responses[String(status)] = [
        "description": .text(kinds.map { "`\($0.rawValue)`: \($0.title)." }.joined(separator: " ")),
        "content": ["application/problem+json": ["schema": reference("ConversationProblem")]],
      ]
    }
    var members: [String: ContractDocument] = [
      "operationId": .text(name), "tags": ["conversations"], "summary": summary, "security": [["aisleToken": []]],
      "responses": .object(responses),
    ]
    if let body {
      members["requestBody"] = [
        "required": true, "content": ["application/json": ["schema": reference(body)]],
      ]
    }
    return .object(members.merging(more) { $1 })
  }

  private static func reference(_ name: String) -> ContractDocument { ["$ref": .text("#/components/schemas/\(name)")] }

  private static func json(_ schema: String, _ description: ContractDocument) -> ContractDocument {
    ["description": description, "content": ["application/json": ["schema": reference(schema)]]]
  }

  private static let opening = operation(
    "openConversation", "Open a conversation. The agent speaks first.", body: "ConversationOpening",
    answers: ["201": json("OpenedConversation", "It goes on; this is what the agent says first.")],
    problems: [.unknownSandbox, .sandboxUnavailable, .tooMany, .unavailable])

  private static let message = operation(
    "sendMessage",
    "Hand over what the customer writes. Messages of one conversation are worked off one after the other.",
    body: "ConversationMessage",
    answers: ["200": json("ConversationAnswer", "What the agent answers.")],
    problems: [.notFound, .conflict, .ended, .tooMany, .unavailable])

  private static let reading = operation(
    "readConversation", "Read a conversation: its turns with commands, decisions and operations.",
    answers: ["200": json("ConversationRecord", "All of it so far.")], problems: [.notFound, .invalid, .unavailable],
    more: [
      "parameters": [
        [
          "name": "wait", "in": "query", "required": false,
          "description": "How many seconds to wait for what is under way.",
          "schema": ["type": "integer", "minimum": 0, "maximum": 30, "default": 0],
        ]
      ]
    ])

  private static let ending = operation(
    "endConversation", "End a conversation. What it has begun to change is finished.",
    answers: ["204": ["description": "It has ended."]], problems: [.notFound, .ended, .unavailable])

  private static let world = operation(
    "readWorld", "Read what a conversation in a sandbox changed there.",
    answers: ["200": json("ConversationWorld", "The rows that differ, and the operations that were asked for.")],
    problems: [.notFound, .noSandbox, .ended, .unavailable])
}

extension ConversationContract {
  private static let text: ContractDocument = ["type": "string"]
  private static let textOrNull: ContractDocument = ["type": ["string", "null"]]
  private static let flag: ContractDocument = ["type": "boolean"]
  private static let moment: ContractDocument = ["type": "string", "format": "date-time"]
  private static let anyObject: ContractDocument = ["type": "object"]
  private static let texts: ContractDocument = ["type": "array", "items": text]

  private static func words(_ words: [String]) -> ContractDocument {
    ["type": "string", "enum": .list(words.map { .text($0) })]
  }

  private static func list(of schema: ContractDocument) -> ContractDocument { ["type": "array", "items": schema] }

  /// A record all of whose members are always there, save those named.
  private static func record(
    _ properties: [String: ContractDocument], optional: Set<String> = [], closed: Bool = false
  ) -> ContractDocument {
    var members: [String: ContractDocument] = [
      "type": "object", "properties": .object(properties),
      "required": .list(properties.keys.filter { !optional.contains($0) }.sorted().map { .text($0) }),
    ]
    if closed { members["additionalProperties"] = false }
    return .object(members)
  }

  private static func described(_ schema: ContractDocument, _ words: String) -> ContractDocument {
    guard case .object(var members) = schema else { return schema }
    members["description"] = .text(words)
    return .object(members)
  }

  private static let answer: [String: ContractDocument] = [
    "messages": described(
      list(of: record(["to": text, "text": text])),
      "What was sent to contacts of the customer meanwhile, such as a one-time code; only in sandboxes, and only where there is any."
    ),
    "say": described(texts, "What the agent says, in paragraphs."),
    "expects": described(
      words(Expectation.words), "What the agent expects next. Anything may be answered all the same."),
    "ended": described(flag, "The agent has said its last word: no message is taken any more."),
    "handoff": [
      "anyOf": [reference("ConversationHandoff"), ["type": "null"]], "description": "Who takes over; null: nobody.",
    ],
    "pending": described(
      flag,
      "Not all was answered in the time there is. What is said later comes with the next answer; GET with `wait` shows it too."
    ),
  ]

  private static let schemas: [String: ContractDocument] = [
    "ConversationOpening": record(
      [
        "channel": [
          "type": "string", "enum": .list(OpeningAsked.channels.map { .text($0.rawValue) }), "default": "chat",
        ],
        "sandbox": [
          "anyOf": [
            text,
            record(
              ["name": text, "dialect": described(text, "\"v1\" or \"tau2\" in the sandbox `tau`.")],
              optional: ["dialect"], closed: true),
          ],
          "description":
            "A sandbox, by its name or with settings: the conversation then has a world of its own. Without one it stands on the retailer's own systems.",
        ],
      ], optional: ["channel", "sandbox"], closed: true),
    "OpenedConversation": record(answer.merging(["id": text]) { $1 }, optional: ["messages"]),
    "ConversationMessage": record(
      [
        "text": ["type": "string", "minLength": 1, "maxLength": .number(Body.longestText)],
        "id": [
          "type": "string", "pattern": "^[!-~]{1,64}$",
          "description":
            "A message's own name: sent again under it, it is not said again, and gets the first answer again.",
        ],
      ], optional: ["id"], closed: true),
    "ConversationAnswer": record(answer, optional: ["messages"]),
    "ConversationHandoff": record([
      "kind": text, "reason": text, "due": ["type": ["string", "null"], "format": "date-time"],
    ]),
    "ConversationRecord": record([
      "id": text, "channel": words(Channel.allCases.map(\.rawValue)), "sandbox": textOrNull, "dialect": textOrNull,
      "openedAt": ["type": ["string", "null"], "format": "date-time"], "ended": flag,
      "outcome": described(textOrNull, "How it ended, in a word; null while it goes on."),
      "reason": described(textOrNull, "Why it is over: agentEnded, deleted, idle, restart, shutdown."),
      "handoff": ["anyOf": [reference("ConversationHandoff"), ["type": "null"]]], "pending": flag,
      "turns": list(of: reference("ConversationTurn")),
    ]),
    "ConversationTurn": record([
      "index": ["type": "integer", "minimum": 1], "at": moment,
      "beginning": words(TracedTurn.Beginning.allCases.map(\.rawValue)),
      "heard": described(textOrNull, "What the customer wrote."),
      "commands": described(
        list(of: ["type": "object", "required": ["command"], "properties": ["command": text]]),
        "What that was taken to mean: each command's name with what it carries."),
      "decisions": described(
        list(of: record(["action": text, "verdict": text, "rule": text, "facts": anyObject])),
        "What policy said, with the rule and the facts that decided."),
      "operations": list(of: reference("ConversationOperation")), "say": texts,
      "expects": ["anyOf": [words(Expectation.words), ["type": "null"]]],
    ]),
    "ConversationOperation": record(
      [
        "call": ["type": "integer", "minimum": 1], "operation": reference("OperationName"), "arguments": anyObject,
        "status": words(["under_way", "done", "failed"]), "result": anyObject, "failure": reference("OperationFailure"),
      ], optional: ["result", "failure"]),
    "ConversationWorld": record([
      "sandbox": text, "dialect": textOrNull,
      "state": described(
        ["type": "object", "additionalProperties": ["type": "object"]],
        "The rows that differ from where the world began, by kind and identifier, in that world's own format; null for a row that is gone."
      ),
      "calls": described(
        list(of: record(["name": text, "arguments": anyObject, "done": flag])),
        "The operations asked for, in their order, as that world names them. `done` is false for those that were refused."
      ),
    ]),
    "ConversationProblem": record(
      [
        "type": described(
          words(Problem.Kind.allCases.map { "urn:aisle:problem:\($0.rawValue)" }), "Which kind of problem (RFC 9457)."),
        "title": text, "status": ["type": "integer"], "detail": described(text, "What is wrong and what to do."),
        "field": described(text, "The member of the body that is wrong."),
        "known": described(texts, "What would be right."),
      ], optional: ["field", "known"]),
  ]
}
