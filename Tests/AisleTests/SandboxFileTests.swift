import AisleTesting
import Commerce
import Dialogue
import Discourse
internal import Documents
import Foundation
import Testing

@testable import aisle

/// What a sandbox serves of the retailer's intents.
@Suite struct SandboxFileTests {
  private var retail: String { RetailFixture.root.appendingPathComponent("retail").path }

  /// A sandbox of a file with this text.
  private func sandbox(_ text: String) throws -> SandboxFile {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("sandboxes-\(UUID().uuidString)")
    let folder = root.appendingPathComponent("sandboxes/mine")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    try text.write(to: folder.appendingPathComponent("sandbox.yaml"), atomically: true, encoding: .utf8)
    return try #require(try SandboxFile.all(retail: root.path).first)
  }

  private func mistake(_ text: String) throws -> String {
    let intents = try RetailFiles(directory: retail).read().intents
    do {
      _ = try sandbox(text).intents(of: intents)
    } catch let error as DocumentError {
      return error.description
    }
    throw Unmet("'\(text)' is taken for right")
  }

  @Test func theTauWorldIsAskedForNoNumberOfTheShop() throws {
    let file = try #require(try SandboxFile.all(retail: retail).first { $0.name == "tau" })
    let served = try RetailFiles(directory: retail, sandbox: file).read().intents
    let numbers = served.intents.filter { intent in intent.slots.contains { $0.kind == .orderNumber } }
    #expect(numbers.map(\.name) == [])
    #expect(served.intent("invoice") == nil && served.intent("appointment_book") == nil)
    #expect(served.intent("order_status")?.steps == [.desk(.question(.status))])
    #expect(served.intent("delivery_problem")?.steps == [.desk(.listen)])
    #expect(served.intent("return_items") != nil && served.intent("speak_to_person") != nil)
  }

  @Test func theShopSandboxServesAll() throws {
    let file = try #require(try SandboxFile.all(retail: retail).first { $0.name == "shop" })
    let all = try RetailFiles(directory: retail).read().intents
    #expect(try RetailFiles(directory: retail, sandbox: file).read().intents == all)
  }

  @Test(arguments: [
    ("title: Mine\nworld: shop\nwithout: [invoic]\n", ["sandbox.yaml:3", "no intent 'invoic'", "invoice"]),
    ("title: Mine\nworld: shop\ndesk: { order_status: fly }\n", ["the desk takes up one of", "refundTime", "listen"]),
    ("title: Mine\nworld: shop\nwithout: [invoice]\ndesk: { invoice: listen }\n", ["'invoice' stands under 'without'"]),
    ("title: Mine\nworld: shop\nwithout: [loyalty_redeem]\n", ["'loyalty_balance' offers 'loyalty_redeem'"]),
    ("title: Mine\nworld: shop\nwithou: [invoice]\n", ["did you mean 'without'?"]),
  ]) func mistakesAreToldWithTheirPlace(_ text: String, _ parts: [String]) throws {
    let told = try mistake(text)
    for part in parts { #expect(told.contains(part), "\(told)") }
  }
}
