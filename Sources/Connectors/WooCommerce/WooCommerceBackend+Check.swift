import Commerce

extension WooCommerceBackend: Checkable {
  /// Asks for one order: says whether the address and the keys are accepted.
  public func check() async -> CheckResult {
    let start = ContinuousClock.now
    func result(_ passed: Bool, _ finding: String, _ advice: String?) -> CheckResult {
      let took = (ContinuousClock.now - start) / .milliseconds(1)
      return CheckResult(name: name, passed: passed, finding: finding, advice: advice, milliseconds: Int(took))
    }
    do throws(OperationFailure) {
      let query = [(name: "per_page", value: "1"), (name: "_fields", value: "id")]
      _ = try await shop.api.get("/orders", query, Deadline(.seconds(5)))
      return result(true, "the REST API v3 answers", nil)
    } catch {
      let advice =
        switch error.code {
        case .unauthorized:
          "Check the consumer key and secret and their permissions; WooCommerce takes them over HTTPS only."
        case .invalidResponse:
          "Check the site's address, and that WooCommerce is active and permalinks are not \"Plain\"."
        case .timedOut, .unavailable: "Check that this machine may reach the site's address."
        default: "Try again; if it stays, look into the site's logs."
        }
      return result(false, error.message, advice)
    }
  }
}
