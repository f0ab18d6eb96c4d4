internal import Foundation

/// A brief's wishes in words of a persona's own choosing.
struct TauSpeech: Sendable {
  /// What somebody is like on the line.
  struct Persona: Sendable, Hashable {
    enum Pace: String, Sendable, CaseIterable { case atOnce, piecemeal, late }
    enum Length: String, Sendable, CaseIterable { case terse, plain, chatty }
    var pace: Pace
    var length: Length
    var mistypes: Bool

    init(_ draws: inout Draws) {
      pace = draws.pick(Pace.allCases)
      length = draws.pick(Length.allCases)
      mistypes = draws.chance(25)
    }
  }

  var persona: Persona
  var book: Phrasebook
  var wallets: TauWallets
  private var draws: Draws

  init(persona: Persona, book: Phrasebook, wallets: TauWallets, draws: Draws) {
    self.persona = persona
    self.book = book
    self.wallets = wallets
    self.draws = draws
  }

  mutating func say(_ phrases: [String]) -> String { book.pick(phrases, &draws) }
  mutating func chance(_ percent: Int) -> Bool { draws.chance(percent) }

  /// One wish as a clause. `bare`: without wallet and reason, for those who wait to be asked.
  mutating func wish(_ wish: TauBrief.Wish, bare: Bool) -> String {
    let order = self.order(wish.order)
    switch wish.aim {
    case .cancel(let reason):
      var because = ""
      if !bare {
        let words = say(Phrasebook.reasons[reason] ?? [reason])
        because = say(Phrasebook.because).replacing("{reason}", with: words).replacing(
          "{Reason}", with: Self.capital(words))
      }
      return say(Phrasebook.cancels).replacing("{order}", with: order).replacing("{because}", with: because)
    case .giveBack(let goods):
      let wallet = bare ? "" : walletClause(wish, Phrasebook.refundWallets)
      return say(Phrasebook.returns).replacing("{order}", with: order).replacing("{wallet}", with: wallet)
        .replacing("{goods}", with: list(goods.map { self.goods($0) }))
    case .swap(let swaps):
      let wallet = bare ? "" : walletClause(wish, Phrasebook.differenceWallets)
      return say(Phrasebook.swaps).replacing("{order}", with: order).replacing("{wallet}", with: wallet)
        .replacing("{swaps}", with: list(swaps.map { swap($0) }))
    case .address(let address):
      return say(Phrasebook.addresses).replacing("{order}", with: order)
        .replacing("{address}", with: Self.address(address))
    case .payment:
      return say(Phrasebook.payments).replacing("{order}", with: order)
        .replacing("{wallet}", with: wallet(wish.wallet ?? ""))
    }
  }

  private mutating func walletClause(_ wish: TauBrief.Wish, _ phrases: [String]) -> String {
    guard let id = wish.wallet else { return "" }
    let words = wallet(id)
    return say(phrases).replacing("{wallet}", with: words).replacing("{Wallet}", with: Self.capital(words))
  }

  mutating func wallet(_ id: String) -> String { say(wallets.names(id)) }

  mutating func order(_ number: String) -> String { say(Phrasebook.orders).replacing("{number}", with: number) }

  /// "the black coffee maker with capacity 4 cups".
  mutating func goods(_ goods: TauBrief.Goods) -> String {
    let name = goods.product.lowercased()
    let options = goods.options.sorted { $0.key < $1.key }
    guard !options.isEmpty, persona.length != .terse || draws.chance(30) else { return "the \(name)" }
    switch draws.below(3) {
    case 0: return "the \(name) (\(options.map { Self.value($0.key, $0.value) }.joined(separator: ", ")))"
    case 1: return "the \(name) with \(list(options.map { Self.value($0.key, $0.value) }))"
    default:
      // One colour before the noun, as people say it.
      guard let colour = options.first(where: { $0.key == "color" }) else { return "the \(name)" }
      let rest = options.filter { $0.key != "color" && draws.chance(40) }
      return "the \(colour.value) \(name)"
        + (rest.isEmpty ? "" : " with \(list(rest.map { Self.value($0.key, $0.value) }))")
    }
  }

  private mutating func swap(_ swap: TauBrief.Swap) -> String {
    let goods = self.goods(swap.goods)
    guard !swap.changes.isEmpty else { return say(Phrasebook.again).replacing("{goods}", with: goods) }
    return say(Phrasebook.swap).replacing("{goods}", with: goods).replacing("{new}", with: changes(swap.changes))
  }

  mutating func changes(_ changes: [String: String]) -> String {
    list(changes.sorted { $0.key < $1.key }.map { Self.value($0.key, $0.value) })
  }

  /// An option's value, with its name where the value alone would say nothing.
  static func value(_ option: String, _ value: String) -> String {
    switch value.lowercased() {
    case "none", "no": "no \(option)"
    case "yes": "\(option)"
    default: option == "color" ? "color \(value)" : "\(option) \(value)"
    }
  }

  static func address(_ parts: [String: String]) -> String {
    [parts["address1"], parts["address2"], parts["city"], parts["state"], parts["zip"]].compactMap { $0 }
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  static func capital(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// What is really typed: some hands slip, in words that are neither numbers nor addresses nor names.
  mutating func typed(_ text: String, slips: Bool = true) -> String {
    guard persona.mistypes, slips else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { word -> String in
      guard word.count > 5, word.allSatisfy({ $0.isLetter && $0.isLowercase }), draws.chance(10) else {
        return String(word)
      }
      var letters = Array(word)
      let place = 1 + draws.below(letters.count - 3)
      letters.swapAt(place, place + 1)
      return String(letters)
    }.joined(separator: " ")
  }
}
