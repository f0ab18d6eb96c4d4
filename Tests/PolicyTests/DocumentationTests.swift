import Commerce
import Policy
import Testing

/// The page says what the file does.
@Suite struct DocumentationTests {
  private func page() throws -> String { try Fixture.file("../docs/policy.md") }

  @Test func theMatrixOfThePageIsThatOfTheFile() throws {
    let rules = try Fixture.retail()
    var rows: [String: String] = [:]
    for line in try page().split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.drop { $0 == " " }.prefix { $0 != " " } }
      if cells.count > 1 { rows[cells[0].filter { $0 != "`" }] = String(cells[1]) }
    }
    for (name, rule) in rules.actions { #expect(rows[name.rawValue] == rule.level.name, "\(name)") }
    let operations = Set(OperationName.allCases.map(\.rawValue))
    #expect(rows.keys.filter(operations.contains).count == rules.actions.count)
  }

  @Test func everyKeyIsTold() throws {
    let page = try page()
    let keys =
      ActionRule.Obstacle.allCases.map(\.rawValue) + OrderStage.allCases.map(\.rawValue)
      + RefundTarget.allCases.map(\.rawValue) + ClueKind.allCases.map(\.rawValue)
      + PaymentMethodKind.allCases.map(\.rawValue) + Escalation.allCases.map(\.rawValue)
      + [
        "wallet_must_cover", "same_variant", "limits.amount", "limits.per_day", "limits.per_conversation",
        "order_of_writes",
        "contact_hours", "callback.within_hours", "decay.after", "tries.across", "named_by",
      ]
    for key in keys { #expect(page.contains("`\(key)"), "\(key)") }
  }
}
