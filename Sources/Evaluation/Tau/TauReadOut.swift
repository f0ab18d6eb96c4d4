internal import Foundation

/// The list of what the agent is about to do, as a caller reads it: line by line, in words.
struct TauReadOut: Sendable {
  /// What a line is about.
  enum Kind: Sendable, Hashable { case cancel, payment, address, swap, giveBack, money, other }

  struct Line: Sendable {
    var kind: Kind
    var order: String?
    var text: String
    /// What stands before what the old method gets back.
    var head: String { text.split(separator: ";").first.map(String.init) ?? text }
  }

  /// What is not as it was wanted.
  enum Problem: Sendable, Hashable {
    case unwanted(order: String?, kind: Kind), missing(Int), goods(Int, TauBrief.Goods), extra(Int, String)
    case variant(Int, TauBrief.Swap), wallet(Int), address(Int), reason(Int)
  }

  var lines: [Line]

  /// Reads what was said; nil when it is no list that waits for a yes.
  init?(_ said: [String], expects: String) {
    guard expects == "yes_no" else { return nil }
    let text = said.flatMap { $0.split(separator: "\n") }.map { $0.trimmingCharacters(in: .whitespaces) }
    lines = text.filter { $0.hasPrefix("- ") }.map { Self.line(String($0.dropFirst(2))) }
    let isAsked = text.joined(separator: " ").lowercased().contains(#/go ahead|proceed|confirm|shall i do/#)
    guard isAsked, lines.contains(where: { ![.money, .other].contains($0.kind) }) else { return nil }
  }

  private static func line(_ text: String) -> Line {
    let order = text.firstMatch(of: #/#W\d+/#).map { String($0.0) }
    let low = text.lowercased()
    let kind: Kind =
      if low.hasPrefix("for order") || low.hasPrefix("all together") {
        .money
      } else if low.hasPrefix("not done") {
        .other
      } else if low.contains("cancel ") {
        .cancel
      } else if low.contains(#/\bpay\b.*\binstead\b/#) {
        .payment
      } else if low.contains(#/\bsend (it|them) to\b|\baddress\b|\bdeliver/#) {
        .address
      } else if low.contains(#/: (exchange|change|swap)\b/#) {
        .swap
      } else if low.contains(#/: return\b/#) {
        .giveBack
      } else {
        .other
      }
    return Line(kind: kind, order: order, text: text)
  }

  /// What is not as it was wanted, given the wishes that were told and are not done yet.
  func problems(_ wishes: [(index: Int, wish: TauBrief.Wish)], _ wallets: TauWallets) -> [Problem] {
    var problems: [Problem] = []
    for line in lines where ![.money, .other].contains(line.kind) {
      guard wishes.contains(where: { $0.wish.order == line.order && Self.kind($0.wish) == line.kind }) else {
        problems.append(.unwanted(order: line.order, kind: line.kind))
        continue
      }
    }
    for (index, wish) in wishes {
      let own = lines.filter { $0.order == wish.order && $0.kind == Self.kind(wish) }
      guard !own.isEmpty else {
        problems.append(.missing(index))
        continue
      }
      switch wish.aim {
      case .cancel(let reason):
        let named = own[0].text.lowercased()
        if named.contains("reason:"), !named.contains(reason) { problems.append(.reason(index)) }
      case .giveBack(let goods): problems += Self.goods(goods, own, index)
      case .swap(let swaps): problems += Self.swaps(swaps, own, index)
      case .address(let address):
        let text = own[0].text.lowercased()
        let needed = ["address1", "address2", "city", "state", "zip"].compactMap { address[$0] }
        if !needed.allSatisfy({ text.contains($0.lowercased()) }) { problems.append(.address(index)) }
      case .payment: break
      }
      if let id = wish.wallet {
        let place = Self.kind(wish) == .payment ? own : lines.filter { $0.order == wish.order && $0.kind == .money }
        // The money that goes back to the old method is told in the same line.
        let text = place.map { $0.kind == .payment ? $0.head : $0.text }.joined(separator: " ")
        if !place.isEmpty, wallets.namesAny(in: text), !wallets.isNamed(id, in: text) {
          problems.append(.wallet(index))
        }
      }
    }
    return problems
  }

  static func kind(_ wish: TauBrief.Wish) -> Kind {
    switch wish.aim {
    case .cancel: .cancel
    case .giveBack: .giveBack
    case .swap: .swap
    case .address: .address
    case .payment: .payment
    }
  }

  private static func goods(_ goods: [TauBrief.Goods], _ lines: [Line], _ index: Int) -> [Problem] {
    var left = lines.flatMap { line -> [String] in
      let count = line.text.firstMatch(of: #/(\d+) ×/#).flatMap { Int($0.1) } ?? 1
      return Array(repeating: line.text, count: count)
    }
    var problems: [Problem] = []
    for one in goods {
      if let place = left.firstIndex(where: { names(one, in: $0) }) {
        left.remove(at: place)
      } else {
        problems.append(.goods(index, one))
      }
    }
    return problems + left.map { .extra(index, name(in: $0)) }
  }

  private static func swaps(_ swaps: [TauBrief.Swap], _ lines: [Line], _ index: Int) -> [Problem] {
    var left = lines.map(\.text)
    var problems: [Problem] = []
    for swap in swaps {
      // Of several alike, the one that already becomes what is wanted.
      let candidates = left.indices.filter { names(swap.goods, in: left[$0]) }
      guard let place = candidates.first(where: { becomes(swap, left[$0]) }) ?? candidates.first else {
        problems.append(.goods(index, swap.goods))
        continue
      }
      if !becomes(swap, left[place]) { problems.append(.variant(index, swap)) }
      left.remove(at: place)
    }
    return problems + left.map { .extra(index, name(in: $0)) }
  }

  private static func names(_ goods: TauBrief.Goods, in line: String) -> Bool {
    let low = line.lowercased()
    guard low.contains(goods.product.lowercased()) else { return false }
    // What it is now stands in brackets behind its name.
    let now = low.firstMatch(of: #/\(([^)]*)\)/#).map { String($0.1) } ?? low
    return goods.options.allSatisfy { says($0, $1, in: now) }
  }

  /// Whether a line says that an option has a value: "size M", "waterproof", "no backlight".
  static func says(_ option: String, _ value: String, in line: String) -> Bool {
    let (option, line) = (option.lowercased(), line.lowercased())
    let isDenied = line.contains("no \(option)") || line.contains("not \(option)")
    return switch value.lowercased() {
    case "yes": line.contains(option) && !isDenied
    case "no", "none": isDenied
    default: line.contains("\(option) \(value.lowercased())")
    }
  }

  /// "size A6 → A5, color red → blue": whether exactly what was wanted becomes other.
  private static func becomes(_ swap: TauBrief.Swap, _ line: String) -> Bool {
    let after = line.split(separator: ")", maxSplits: 1).last.map(String.init) ?? line
    var changed: [String: String] = [:]
    let part = after.replacing(#/\. The price.*$/#, with: "").replacing(#/^ *(to|for) /#, with: "")
    for piece in part.split(separator: ",") {
      guard let match = piece.firstMatch(of: #/^ *(.+) → (.+?) *$/#) else { continue }
      // "size A6" before the arrow: the option's name is what the old value leaves.
      let before = plain(String(match.1)), after = plain(String(match.2))
      let known = Set(swap.goods.options.keys).union(swap.changes.keys).sorted { $0.count > $1.count }
      guard let option = known.first(where: { before.name.hasPrefix($0.lowercased()) }) else {
        changed[before.name] = after.value ?? after.name
        continue
      }
      // Behind "no backlight" the new value comes with its option's name.
      // "Not resistant" is a value by itself.
      if let value = swap.changes[option]?.lowercased(), value == String(match.2).lowercased() {
        changed[option] = value
        continue
      }
      let isNamed = before.value != nil && after.name.hasPrefix(option.lowercased() + " ")
      let rest = isNamed ? String(after.name.dropFirst(option.count + 1)) : after.name
      changed[option] = after.value ?? rest
    }
    let wanted = swap.changes.filter { swap.goods.options[$0.key]?.lowercased() != $0.value.lowercased() }
    return changed.mapValues { $0.lowercased() }
      == wanted.mapValues { $0.lowercased() == "none" ? "no" : $0.lowercased() }
  }

  /// "no backlight", "not waterproof", "with water resistance" as name and value; anything else as it stands.
  private static func plain(_ text: String) -> (name: String, value: String?) {
    let text = text.lowercased()
    for (start, value) in [("no ", "no"), ("not ", "no"), ("with ", "yes")] where text.hasPrefix(start) {
      return (String(text.dropFirst(start.count)), value)
    }
    return (text, text.hasSuffix("proof") ? "yes" : nil)
  }

  private static func name(in line: String) -> String {
    line.firstMatch(of: #/: (?:exchange|change|swap|return) (?:\d+ × )?([^(,]+)/#).map {
      $0.1.trimmingCharacters(in: .whitespaces)
    } ?? line
  }
}
