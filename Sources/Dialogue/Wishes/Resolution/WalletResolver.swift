internal import Commerce
internal import Discourse

/// Which of the customer's ways to pay a reference means.
struct WalletResolver {
  enum Found: Hashable, Sendable {
    /// This; one of these; nothing on file fits.
    case method(String), several([String]), none
  }

  /// The customer's, in the order on file.
  var methods: [PaymentMethod]
  /// How the order in question is paid.
  var original: String?
  /// What was spoken of last, which "the other one" leaves out.
  var last: String?

  func resolve(_ reference: WalletReference) -> Found {
    if let id = reference.id { return methods.contains { $0.id == id } ? .method(id) : .none }
    if reference.original { return original.map { .method($0) } ?? .none }
    if reference.other {
      let kind = reference.kind.map { _ in methods.filter { fits($0, reference) } } ?? methods
      return one(kind.filter { $0.id != last ?? original })
    }
    if reference.negated { return one(methods.filter { !fits($0, reference) }) }
    let fitting = methods.filter { fits($0, reference) }
    if fitting.isEmpty {
      for kind in reference.otherwise {
        let next = methods.filter { Self.kinds($0.kind).contains(kind) }
        if !next.isEmpty { return one(next) }
      }
    }
    // "My card" is the one the order was paid with, when that is one.
    if fitting.count > 1, reference.brand == nil, reference.lastDigits == nil, let original,
      fitting.contains(where: { $0.id == original })
    {
      return .method(original)
    }
    return one(fitting)
  }

  private func one(_ fitting: [PaymentMethod]) -> Found {
    switch fitting.count {
    case 0: .none
    case 1: .method(fitting[0].id)
    default: .several(fitting.map(\.id))
    }
  }

  private func fits(_ method: PaymentMethod, _ reference: WalletReference) -> Bool {
    if let kind = reference.kind, !Self.kinds(method.kind).contains(kind) { return false }
    if let brand = reference.brand, method.brand.lowercased() != brand.lowercased() { return false }
    if let digits = reference.lastDigits, !method.lastFour.hasSuffix(digits) { return false }
    return reference.kind != nil || reference.brand != nil || reference.lastDigits != nil
  }

  /// The words that customers have for a kind.
  static func kinds(_ kind: PaymentMethodKind) -> Set<WalletReference.Kind> {
    switch kind {
    case .creditCard: [.creditCard, .debitCard]
    case .debitCard: [.debitCard, .creditCard]
    case .paypal: [.paypal, .wallet]
    case .giftCard: [.giftCard, .storeCredit]
    case .storeCredit: [.storeCredit, .giftCard]
    case .bankTransfer: [.bankTransfer]
    case .cash: [.cash]
    case .invoice: [.bankTransfer]
    }
  }
}
