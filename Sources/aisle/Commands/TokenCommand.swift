internal import ArgumentParser
internal import Foundation
internal import Storage

/// `aisle token`: who may hold conversations through the API.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Make, list and revoke the tokens of the conversation API.",
    discussion: """
      A token is shown once, when it is made; only its hash is stored, in tokens.json of the data folder. A running server \
      follows at once.
      """,
    subcommands: [Create.self, List.self, Revoke.self])

  /// `aisle token create NAME`.
  struct Create: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a token and print it, this one time.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "What it is for: 1 to 64 letters, digits, '.', '_' and '-'.") var name: String
    @Flag(help: "Take the rights of a token of this name away and make a new one.") var replace = false

    func run() throws {
      let configuration = try common.load()
      do {
        print(try TokenFile(folder: configuration.dataDirectory).create(name, replacing: replace))
      } catch { throw Mistakes.end(error) }
    }
  }

  /// `aisle token list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the names of the tokens and when they were made.")

    @OptionGroup var common: CommonOptions

    func run() throws {
      let configuration = try common.load()
      do {
        let rows = try TokenFile(folder: configuration.dataDirectory).rows()
        if rows.isEmpty { print("There are no tokens; make one with: aisle token create NAME") }
        for row in rows {
          print("\(row.name)\t\(row.created.formatted(.iso8601))")
        }
      } catch { throw Mistakes.end(error) }
    }
  }

  /// `aisle token revoke NAME`.
  struct Revoke: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Take a token's rights away, at once.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The token's name.") var name: String

    func run() throws {
      let configuration = try common.load()
      do {
        guard try TokenFile(folder: configuration.dataDirectory).revoke(name) else {
          FileHandle.standardError.write(
            Data("aisle: there is no token '\(name)'; `aisle token list` names them\n".utf8))
          throw ExitCode(1)
        }
        print("The token '\(name)' is revoked.")
      } catch { throw Mistakes.end(error) }
    }
  }
}
