internal import Commerce
internal import Discourse

/// What came of choosing a variant.
struct VariantChoice: Hashable, Sendable {
  enum Outcome: Hashable, Sendable {
    /// This one; one of these, nearest first; nothing fits; only the one the customer has fits.
    case chosen(String), several([String]), none, present
  }

  /// A variant that can be had when something of the wish is given up.
  struct Alternative: Hashable, Sendable {
    var sku: String
    /// What it does not meet, in words of the catalogue.
    var givesUp: [String]
  }

  var outcome: Outcome
  /// For `none`: the nearest for each way of giving in.
  var alternatives: [Alternative] = []
  /// Exactly this was wanted, exists, and cannot be had now; with `several`, those are what comes nearest.
  var soldOut: String?
  /// For `none`: values that no variant of the product has.
  var unknown: [String] = []
}

extension VariantChoice {
  /// The one chosen, or the nearest of several.
  var first: String? {
    switch outcome {
    case .chosen(let sku): sku
    case .several(let skus): skus.first
    case .present, .none: nil
    }
  }
}
