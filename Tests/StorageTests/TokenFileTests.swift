import Foundation
import Logging
import Testing

@testable import Storage

/// Tokens: random, kept as hashes, revoked at once.
@Suite struct TokenFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var file: TokenFile { TokenFile(folder: folder.path) }
  private var checker: TokenChecker {
    TokenChecker(file: file, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  @Test func aTokenIsShownOnceAndKeptAsAHash() throws {
    let token = try file.create("shop-widget")
    #expect(token.hasPrefix("aisle_"))
    #expect(token.utf8.count == 6 + 43)
    let stored = try String(contentsOfFile: folder.path + "/tokens.json", encoding: .utf8)
    #expect(!stored.contains(token))
    #expect(!stored.contains(token.dropFirst(6)))
    #expect(stored.contains("shop-widget"))
    let rights = try FileManager.default.attributesOfItem(atPath: folder.path + "/tokens.json")[.posixPermissions]
    #expect(rights as? Int == 0o600)
    #expect(checker.row(of: token)?.name == "shop-widget")
  }

  @Test func tokensDiffer() throws {
    let tokens = try (0..<20).map { try file.create("t\($0)") }
    #expect(Set(tokens).count == 20)
    let checker = checker
    for (index, token) in tokens.enumerated() { #expect(checker.row(of: token)?.name == "t\(index)") }
    #expect(try file.rows().map(\.name).count == 20)
  }

  @Test(arguments: ["", "aisle_", "x", " "])
  func whatIsNoTokenIsRefused(_ text: String) throws {
    let token = try file.create("a")
    let checker = checker
    #expect(checker.row(of: text) == nil)
    for wrong in [token + "x", String(token.dropLast()), token.uppercased(), "aisle_" + token, TokenFile.hash(token)] {
      #expect(checker.row(of: wrong) == nil)
    }
  }

  @Test func aRevokedTokenIsRefusedFromTheNextQuestionOn() throws {
    let (checker, token) = (checker, try file.create("a"))
    let other = try file.create("b")
    #expect(checker.row(of: token) != nil)
    #expect(try file.revoke("a"))
    #expect(checker.row(of: token) == nil)
    #expect(checker.row(of: other) != nil)
    #expect(try !file.revoke("a"))
  }

  @Test func aNameIsTakenUntilItIsReplaced() throws {
    let (checker, first) = (checker, try file.create("a"))
    let firstID = checker.row(of: first)?.id
    #expect(throws: StorageError.self) { try file.create("a") }
    let second = try file.create("a", replacing: true)
    #expect(checker.row(of: first) == nil)
    #expect(checker.row(of: second) != nil)
    #expect(checker.row(of: second)?.id != firstID)
  }

  @Test(arguments: ["", "with blank", "ümlaut", "a/b", String(repeating: "a", count: 65)])
  func badNamesAreRefused(_ name: String) {
    #expect(throws: StorageError.self) { try file.create(name) }
  }

  @Test func aDamagedFileLetsNobodyIn() throws {
    let (checker, token) = (checker, try file.create("a"))
    #expect(checker.row(of: token) != nil)
    try "{".write(toFile: folder.path + "/tokens.json", atomically: false, encoding: .utf8)
    #expect(checker.row(of: token) == nil)
    #expect(throws: StorageError.self) { try file.rows() }
    #expect(throws: StorageError.self) { try file.create("b") }
  }
}
