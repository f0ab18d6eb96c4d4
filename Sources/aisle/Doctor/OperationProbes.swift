internal import Commerce
internal import Connectors
internal import Foundation

/// Tries what a back end does without changing anything: reads with names that nobody has, and for writes the question what
/// became of one that was never sent.
struct OperationProbes {
  var backend: any CommerceBackend
  /// The name in the routes, and how the findings call the area.
  var area: String
  /// The operations to try.
  var operations: [OperationName]

  func run() async -> [Finding] {
    var findings = await connection()
    for name in operations {
      if let read = Self.reads[name] {
        findings.append(await attempt(name, read))
      } else {
        findings.append(await ask(name))
      }
    }
    return findings
  }

  /// Whether address and credentials are right: what nobody has is told by some connectors without asking.
  private func connection() async -> [Finding] {
    guard let checkable = ((backend as? CappedBackend)?.inner ?? backend) as? any Checkable else { return [] }
    let result = await checkable.check()
    return [
      Finding(
        area: area, name: "address, credentials",
        verdict: result.passed ? .works : result.wasTried ? .broken : .weak, seen: result.finding,
        advice: result.advice, milliseconds: result.wasTried ? Double(result.milliseconds) : nil)
    ]
  }

  private func attempt(_ name: OperationName, _ operation: Commerce.Operation) async -> Finding {
    let budget = Duration.milliseconds(operation.contract.budgetMilliseconds)
    let began = ContinuousClock.now
    do throws(OperationFailure) {
      _ = try await backend.perform(operation, OperationContext(budget: budget))
      return finding(name, .works, "answers", since: began, budget: budget)
    } catch  where error.code.isBusiness {
      // Nobody has the name that was asked for: saying so is the right answer.
      return finding(name, .works, "answers", since: began, budget: budget)
    } catch {
      return broken(name, error, since: began)
    }
  }

  private func ask(_ name: OperationName) async -> Finding {
    guard let write = Self.writes[name] else {
      return Finding(
        area: area, name: name.rawValue, verdict: .untried, seen: "connected; cannot be tried without writing")
    }
    let began = ContinuousClock.now
    let budget = Duration.seconds(5)
    let key = IdempotencyKey("doctor.\(UInt64.random(in: 0 ... .max))")
    do throws(OperationFailure) {
      let outcome = try await backend.outcome(of: write, OperationContext(key: key, budget: budget))
      if outcome == .unknown, BackendFiles.mapped(backend)?.asksOutcome(of: name) == true {
        return finding(
          name, .works,
          "outcome: is answered; about a write that was never sent it says neither done, refused nor not_done",
          since: began, budget: budget)
      }
      if outcome == .unknown {
        return finding(name, .weak, "cannot tell what became of a write", since: began, budget: budget)
      }
      return finding(name, .works, "tells what became of a write (nothing was written)", since: began, budget: budget)
    } catch  where error.code.isBusiness {
      // What nobody has cannot be asked about: saying so is the right answer.
      return finding(
        name, .works, "is asked what became of a write; nobody has what was asked about", since: began, budget: budget)
    } catch {
      return broken(name, error, since: began)
    }
  }

  private func finding(
    _ name: OperationName, _ verdict: Finding.Verdict, _ seen: String, since began: ContinuousClock.Instant,
    budget: Duration
  ) -> Finding {
    let took = ContinuousClock.now - began
    let slow = took > budget / 2
    return Finding(
      area: area, name: name.rawValue, verdict: slow ? .weak : verdict,
      seen: slow ? "\(seen), slowly: callers may wait \(Int(budget / .milliseconds(1))) ms" : seen,
      advice: slow
        ? "make the back end quicker or put its facts into the read model"
        : verdict == .weak ? "lost answers of this write end with a person; connect a way to ask" : nil,
      milliseconds: took / .milliseconds(1))
  }

  private func broken(
    _ name: OperationName, _ failure: OperationFailure, since began: ContinuousClock.Instant
  ) -> Finding {
    Finding(
      area: area, name: name.rawValue, verdict: .broken, seen: "\(failure.code.rawValue): \(failure.message)",
      advice: Self.advice(failure.code), milliseconds: (ContinuousClock.now - began) / .milliseconds(1))
  }

  static func advice(_ code: OperationFailure.Code) -> String {
    switch code {
    case .unauthorized: "check the secret that the back end's file names, and what it is allowed to do"
    case .unavailable: "check url in the back end's file, and that the system runs and can be reached from here"
    case .timedOut: "the system takes too long; raise timeout_ms in the back end's file or make it quicker"
    case .rateLimited: "the system asks for fewer calls; wait, or ask its operator for a larger quota"
    case .invalidResponse: "aisle backends try OPERATION --explain shows what it answered and which rule failed"
    case .unsupported: "route the operation to a back end that does it, in retail/routes.yaml"
    default: "aisle backends try OPERATION --explain shows more"
    }
  }

  /// An identifier that nobody has, and a number that no order has: one that connectors take for one, and so really ask for.
  private static let nobody = "doctor-0"
  private static let nowhere = "999999999999"

  /// Reads that change nothing and tell nothing about anybody.
  static let reads: [OperationName: Commerce.Operation] = Dictionary(
    uniqueKeysWithValues: ([
      SearchProducts(limit: 1), FindProduct(product: nowhere), CheckInventory(sku: nobody), FindPromotions(),
      CheckPromotion(code: nobody, cart: nobody), FindStores(), FindStore(store: nobody),
      IdentifyCustomer(email: "doctor@example.invalid"), FindCustomer(customer: nowhere), FindLoyalty(customer: nobody),
      FindCart(cart: nobody), ExistingOrders(among: [nowhere]), CheckPostcode(order: nowhere, candidates: ["00000"]),
      FindOrder(order: nowhere), FindOrders(customer: nowhere), TrackShipment(order: nowhere),
      CheckReturn(order: nowhere),
      FindReturns(order: nowhere), FindPaymentLink(link: nobody), FindRefunds(order: nowhere),
      CheckGiftCard(number: "0000"), FindServices(),
      FindSlots(
        service: nobody, store: nobody, from: LocalDate(year: 2030, month: 1, day: 1),
        until: LocalDate(year: 2030, month: 1, day: 2)),
      FindAppointments(customer: nobody), FindDrops(), FindDropEntry(drop: nobody, customer: nobody),
      FindCases(customer: nobody), FindCallbacks(customer: nobody), FindNotices(),
    ] as [any TypedOperation]).map { (type(of: $0).contract.name, Commerce.Operation($0)) })

  /// Writes whose outcome can be asked for; they are never sent.
  static let writes: [OperationName: Commerce.Operation] = Dictionary(
    uniqueKeysWithValues: ([
      CancelOrder(order: nowhere, reason: .other),
      ChangeOrderAddress(
        order: nowhere, address: Address(street: "-", city: "-", region: "", postcode: "00000", country: "US")),
      ReturnItems(order: nowhere, lines: [LineQuantity(sku: nobody)], refundTo: nobody),
      ExchangeItems(order: nowhere, changes: [LineChange(sku: nobody, newSku: nobody)], paymentMethod: nobody),
      RefundPayment(payment: nowhere, amount: Money(minorUnits: 1, currency: "USD"), reason: "doctor"),
      CreatePaymentLink(amount: Money(minorUnits: 1, currency: "USD"), description: "doctor"),
      BookAppointment(customer: nobody, slot: nobody), OpenCase(subject: "doctor", description: "doctor"),
    ] as [any TypedOperation]).map { (type(of: $0).contract.name, Commerce.Operation($0)) })
}
