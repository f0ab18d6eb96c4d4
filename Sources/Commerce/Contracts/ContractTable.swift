extension ContractSchemas {
  /// All operations as a table for people: name, access, risk, time budget and business failures, by concept.
  public static var table: String {
    var rows = [["OPERATION", "ACCESS", "RISK", "BUDGET", "FAILURES"]]
    var concept = ""
    for name in OperationName.allCases {
      if name.concept != concept {
        concept = name.concept
        rows += [[], [concept]]
      }
      let contract = name.type.contract
      let failures = OperationFailure.Code.allCases.filter(contract.errors.contains).map(\.rawValue)
      rows.append([
        "  " + name.rawValue, contract.access.rawValue, contract.risk.rawValue, "\(contract.budgetMilliseconds) ms",
        failures.isEmpty ? "–" : failures.joined(separator: ", "),
      ])
    }
    let widths = (0..<4).map { column in rows.map { $0.count == 5 ? $0[column].count : 0 }.max() ?? 0 }
    let lines = rows.map { row in
      row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: max(0, (column < 4 ? widths[column] : 0) - cell.count))
        // Numbers stand under each other at the right.
        return column == 3 ? space + cell : row.count == 5 && column < 4 ? cell + space : cell
      }.joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
