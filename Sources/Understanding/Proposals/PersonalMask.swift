public import Discourse

/// Hides from a language model who the customer is: personal values become placeholders ("EMAIL1"), and what the model says about a
/// placeholder is about the value again. The same words give the same placeholders, so nothing needs to be kept between the two.
public struct PersonalMask: Hashable, Sendable {
  /// What a value is called in its placeholder.
  private enum Kind: String, Hashable, Sendable {
    case card = "CARD", code = "CODE", email = "EMAIL", customer = "CUSTOMER", order = "ORDER", phone = "PHONE"
    case address = "ADDRESS", postcode = "POSTCODE", name = "NAME", number = "NUMBER"
  }

  /// A placeholder and the words that it stands for.
  private struct Hidden: Hashable, Sendable {
    var placeholder: String
    var said: String
  }

  /// The texts with their personal values hidden.
  public private(set) var texts: [String] = []
  private var hidden: [Hidden] = []
  private var counts: [Kind: Int] = [:]

  /// Masks ways of hearing the same words.
  /// - Parameters:
  ///   - texts: The words, best first.
  ///   - known: What is known of the customer (names, e-mail, street), hidden wherever it stands.
  ///   - context: What the recognisers know.
  public init(_ texts: [String], known: [String], _ context: EntityContext) {
    for text in texts { self.texts.append(mask(text, known: Self.words(of: known), context)) }
  }

  private static func words(of known: [String]) -> Set<String> {
    // Short words ("st", "ii") are part of too much else; a value's own words of three letters or more hide it.
    Set(known.flatMap { Tokens($0).map(\.text) }.filter { $0.count >= 3 && !common.contains($0) })
  }

  /// Words of addresses and e-mail addresses that everybody says.
  private static let common: Set<String> = [
    "com", "example", "mail", "gmail", "net", "org", "street", "avenue", "road", "drive", "lane", "suite", "court",
    "way",
    "the", "and", "usa", "north", "south", "east", "west", "park", "oak", "main", "hill", "river", "lake",
  ]

  private mutating func mask(_ text: String, known: Set<String>, _ context: EntityContext) -> String {
    let tokens = Tokens(text)
    var kinds = [Kind?](repeating: nil, count: tokens.count)
    // Where one begins: two postcodes in a row are two.
    var starts = [Bool](repeating: false, count: tokens.count)
    func hide<Value>(_ spans: [Span<Value>], _ kind: Kind) {
      for span in spans where kinds[span.tokens].allSatisfy({ $0 == nil }) && !span.tokens.isEmpty {
        for place in span.tokens { kinds[place] = kind }
        starts[span.tokens.lowerBound] = true
      }
    }
    let found = Entities(in: tokens, context)
    hide(found.cardNumbers, .card)
    hide(found.codes, .code)
    hide(found.emails, .email)
    hide(found.customerNumbers, .customer)
    hide(found.orderNumbers, .order)
    hide(found.phones, .phone)
    hide(found.addresses, .address)
    hide(found.postcodes, .postcode)
    hide(found.names, .name)
    // What was taken for money, a day or a wallet may be an account all the same: long numbers are nobody's business.
    for place in tokens.indices where kinds[place] == nil && tokens[place].text.count(where: \.isNumber) >= 4 {
      kinds[place] = .number
      starts[place] = true
    }
    for place in tokens.indices where kinds[place] == nil && known.contains(tokens[place].text) {
      kinds[place] = .name
      starts[place] = place == 0 || kinds[place - 1] != .name
    }
    var result = ""
    var place = 0
    while place < tokens.count {
      guard let kind = kinds[place] else {
        result += tokens[place].gap + tokens[place].original
        place += 1
        continue
      }
      var end = place + 1
      while end < tokens.count, kinds[end] == kind, !starts[end] { end += 1 }
      result += Self.lead(tokens[place].gap) + placeholder(kind, tokens.said(place..<end))
      place = end
    }
    return result + tokens.tail
  }

  /// What stands before a hidden value, without the marks that belong to it ("#W…").
  private static func lead(_ gap: String) -> String { String(gap.reversed().drop { "#+(".contains($0) }.reversed()) }

  private mutating func placeholder(_ kind: Kind, _ said: String) -> String {
    if let known = hidden.first(where: { $0.said == said && $0.placeholder.hasPrefix(kind.rawValue) }) {
      return known.placeholder
    }
    counts[kind, default: 0] += 1
    let name = "\(kind.rawValue)\(counts[kind] ?? 0)"
    hidden.append(Hidden(placeholder: name, said: said))
    return name
  }

  /// A proposal with the customer's own words in the place of the placeholders.
  public func restore(_ proposal: Proposal) -> Proposal {
    var proposal = proposal
    for place in proposal.items.indices {
      for path in [
        \Proposal.Item.goods, \Proposal.Item.order, \Proposal.Item.to, \Proposal.Item.with, \Proposal.Item.condition,
        \Proposal.Item.words,
      ] {
        proposal.items[place][keyPath: path] = proposal.items[place][keyPath: path].map(restore)
      }
    }
    return proposal
  }

  private func restore(_ text: String) -> String {
    let tokens = Tokens(text)
    return tokens.reduce(into: "") { result, token in
      let known = hidden.first { $0.placeholder.lowercased() == token.text }
      result += token.gap + (known?.said ?? token.original)
    } + tokens.tail
  }
}
