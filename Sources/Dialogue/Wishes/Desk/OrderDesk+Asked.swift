internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

extension OrderDesk {
  /// What was last asked and offered, as it decides how short answers are read.
  var askedNow: Asked {
    Asked(topics, products: spokenProducts, choices: offeredWords)
  }

  private var topics: [Asked.Topic] {
    switch focus {
    case .none: [.help]
    case .identity: identity.lacking == [[.code]] ? [.code] : [.identity]
    case .readOut, .amend: [.confirmation]
    case .anythingElse: [.more]
    case .beforeGoodbye, .beforePerson, .condition, .offered: [.fallback]
    case .goods, .howMany, .wholeOrNothing, .exclusion: [.goods]
    case .orders: [.order]
    case .variant, .offer: [.variant]
    case .wallet: [.wallet]
    case .reason: [.reason]
    case .address: [.address]
    }
  }

  /// The products that bare values are about: those in question, otherwise those spoken of last.
  private var spokenProducts: [String] {
    let asked = focusEntries.compactMap { entry($0)?.line?.key }
    let keys = asked.isEmpty ? mentions.lines : asked
    let products = keys.compactMap { records.line($0)?.product }.filter { !$0.isEmpty }.distinct
    return products.isEmpty ? [mentions.product].compactMap { $0 } : products
  }

  /// The words that tell apart what was read out to choose from, in its order.
  private var offeredWords: [String] {
    switch focus {
    case .variant(let id), .offer(let id):
      guard let entry = entry(id), let key = entry.line?.key, let product = records.product(of: key) else { return [] }
      return entry.choices.prefix(shown(entry.choices.count)).compactMap { sku in
        product.variants.first { $0.sku == sku }.map { DeskWords.options($0.options) }
      }
    case .goods(let id): return entry(id).map { words.distinctions($0.candidates).map(\.written) } ?? []
    case .orders(let id):
      return entry(id)?.orderCandidates.compactMap(records.order).map { words.summary($0).written } ?? []
    case .wallet(_, let options): return options.map { words.wallet($0).written }
    case .address(let id): return entry(id)?.addressChoices.map { DeskWords.address($0).written } ?? []
    default: return []
    }
  }
}
