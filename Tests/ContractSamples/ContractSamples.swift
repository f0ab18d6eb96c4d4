internal import AisleTesting
internal import Commerce
internal import Foundation

/// Prints samples of every operation's arguments and results, one JSON document a line: with all that may be there and
/// with only what must. For tests in other languages, which cannot make them from the types.
@main
enum ContractSamples {
  static func main() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for name in OperationName.allCases {
      for optionals in [true, false] {
        let documents: [any Encodable] = [
          try Samples.operation(name, optionals: optionals), try Samples.result(name, optionals: optionals),
        ]
        for document in documents { print(String(decoding: try encoder.encode(document), as: UTF8.self)) }
      }
    }
  }
}
