internal import ArgumentParser
internal import Commerce
internal import Foundation
internal import Operations
internal import Web

/// `aisle contracts`: what Aisle asks of back ends, for people and for programs.
struct ContractsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contracts",
    abstract: "Print the typed operations: as a table, as JSON Schema or as OpenAPI.",
    discussion: """
      Without an option: every operation with its access, risk, time budget and business failures. docs/contracts.md says \
      how a middleware implements them. Exit code of --check: 0 when every line is right, 1 otherwise.
      """)

  @Flag(help: "Print the contract over HTTP, and the conversation API, as one OpenAPI 3.1 document.") var openapi = false
  @Option(help: ArgumentHelp("Print the JSON Schema of an operation's arguments.", valueName: "operation"))
  var schema: String?
  @Flag(help: "With --schema: of its result instead.") var result = false
  @Flag(help: "Print the JSON Schemas of all operations as one object.") var schemas = false
  @Flag(
    help: """
      Read JSON from standard input, one {"operation": …, "arguments": …} or {"operation": …, "result": …} a line, and say \
      of each whether the contract allows it.
      """)
  var check = false

  func validate() throws {
    guard [openapi, schema != nil, schemas, check].count(where: { $0 }) <= 1 else {
      throw ValidationError("Ask for one thing at a time.")
    }
    guard !result || schema != nil else { throw ValidationError("--result goes with --schema.") }
    if let schema, OperationName(rawValue: schema) == nil {
      throw ValidationError("There is no operation '\(schema)'; `aisle contracts` prints them all.")
    }
  }

  func run() throws {
    if check { return try checkLines() }
    let contracts = try ContractSchemas()
    let text =
      if openapi {
        contracts.openAPI.merged(with: ConversationContract.document).json
      } else if let schema, let name = OperationName(rawValue: schema) {
        contracts.schema(of: name, result ? .result : .arguments).json
      } else if schemas {
        contracts.all.json
      } else {
        ContractSchemas.table
      }
    print(text, terminator: "")
  }

  private func checkLines() throws {
    var wrong = false
    while let line = readLine() {
      let fault = ContractCheck.fault(in: Data(line.utf8))
      print(fault.map { "wrong: \($0)" } ?? "ok")
      wrong = wrong || fault != nil
    }
    if wrong { throw ExitCode(1) }
  }
}
