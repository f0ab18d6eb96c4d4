import Commerce
import Vendors

extension FileDropBackend: Checkable {
  /// Looks into the folder: says which contents have no usable file, and what was amiss with the newest ones.
  public func check() async -> CheckResult {
    let start = ContinuousClock.now
    let report = await report()
    func result(_ passed: Bool, _ finding: String, _ advice: String?) -> CheckResult {
      let took = Int((ContinuousClock.now - start) / .milliseconds(1))
      return CheckResult(name: name, passed: passed, finding: finding, advice: advice, milliseconds: took)
    }
    if let trouble = report.trouble {
      return result(false, trouble, "Check the folder's name and that this account may read it.")
    }
    let missing = Set(settings.layouts.map(\.content)).subtracting(report.asOf.keys).map(\.rawValue).sorted()
    let refused = report.files.filter { if case .refused = $0.fate { true } else { false } }
    let damaged = report.files.reduce(0) { $0 + $1.damaged.count }
    guard missing.isEmpty else {
      let reason = refused.first.map { "; \($0.name) was refused" } ?? ""
      return result(
        false, "no usable file of \(missing.joined(separator: ", "))\(reason)",
        "Check the patterns of the layouts against the names in the folder, and their columns against the files.")
    }
    let oldest = report.asOf.values.min().map { ", the oldest of \($0.rfc3339)" } ?? ""
    return result(
      true, "\(report.files.count) files\(oldest), \(refused.count) refused, \(damaged) damaged records",
      refused.isEmpty ? nil : "Look at \(refused.map(\.name).joined(separator: ", ")): what was there before is in use."
    )
  }
}
