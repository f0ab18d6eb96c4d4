import Commerce
import Vendors

extension ShopifyBackend: Checkable {
  /// Asks for the shop's name: says whether address, token and version are accepted.
  public func check() async -> CheckResult {
    let start = ContinuousClock.now
    func result(_ passed: Bool, _ finding: String, _ advice: String?) -> CheckResult {
      let took = (ContinuousClock.now - start) / .milliseconds(1)
      return CheckResult(name: name, passed: passed, finding: finding, advice: advice, milliseconds: Int(took))
    }
    let wanted = shop.settings.version
    do throws(OperationFailure) {
      let deadline = Deadline(.seconds(5))
      let data = try await shop.api.query(Self.question, [:], deadline)
      let served = try await shop.api.probe(Self.question, deadline).headers["x-shopify-api-version"] ?? wanted
      guard served == wanted else {
        return result(
          false, "serves version \(served) instead of \(wanted)",
          "Set `version` to \(served) once the connector's tests pass with it: Shopify retired \(wanted).")
      }
      return result(true, "\(data["shop"]?["name"]?.string ?? "a shop") answers in version \(served)", nil)
    } catch {
      let advice =
        switch error.code {
        case .unauthorized: "Check the shop's address, the access token and its scopes, and the API version."
        case .rateLimited: "Another app uses up the quota: try again in a minute."
        case .timedOut, .unavailable: "Check that this machine may reach the shop's address."
        default: "Try again; if it stays, look into the shop's admin."
        }
      return result(false, error.message, advice)
    }
  }

  private static let question = "query AisleCheck { shop { name currencyCode ianaTimezone } }"
}
