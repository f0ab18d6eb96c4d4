import Commerce
import Discourse
import Understanding

/// Writes commands compactly, so that a golden line can be read and reviewed:
///
///     return? desk-lamp[color=black] #last -> size=L,max(price) $visa @profile because "…" if available else (return it)
struct Notation {
  let lexicon: Lexicon

  func text(_ commands: [Command]) -> String { commands.map(text).joined(separator: " ; ") }

  func text(_ command: Command) -> String {
    switch command {
    case .start(let intent, _): "start(\(intent))"
    case .fill(let slot, let candidates): "\(slot)=\(candidates.map(\.value).joined(separator: "|"))"
    case .wish(let wish): text(wish)
    case .question(let question): text(question)
    case .identify(let clues): "id(\(clues.map(text).joined(separator: ", ")))"
    case .affirm: "yes"
    case .deny: "no"
    case .repeat: "repeat"
    case .wait: "wait"
    case .person: "person"
    case .cancel: "drop"
    case .goodbye: "bye"
    case .smallTalk: "chat"
    case .notUnderstood: "??"
    }
  }

  func text(_ wish: Wish) -> String {
    var parts: [String] = []
    let verb = wish.verb?.rawValue ?? "-"
    let mood =
      switch wish.mood {
      case .wanted: ""
      case .asked: "?"
      case .negated: "!"
      case .postponed: "~"
      }
    parts.append((wish.corrects ? "*" : "") + verb + mood)
    if let goods = wish.goods { parts.append(text(goods)) }
    if let orders = wish.orders { parts.append(text(orders)) }
    if let variant = wish.variant { parts.append("-> " + text(variant)) }
    if let wallet = wish.wallet { parts.append(text(wallet)) }
    if let address = wish.address { parts.append(text(address)) }
    if let reason = wish.reason { parts.append("because \"\(reason)\"") }
    if let condition = wish.condition { parts.append("if \(text(condition))") }
    if !wish.otherwise.isEmpty { parts.append("else (\(wish.otherwise.map(text).joined(separator: " ; ")))") }
    return parts.joined(separator: " ")
  }

  func text(_ question: Question) -> String {
    var parts = ["?" + text(question.kind)]
    if let extreme = question.extreme { parts.append(text(extreme, "max", "min")) }
    if let goods = question.goods { parts.append(text(goods)) }
    if let orders = question.orders { parts.append(text(orders)) }
    if let variant = question.variant { parts.append("-> " + text(variant)) }
    if let wallet = question.wallet { parts.append(text(wallet)) }
    return parts.joined(separator: " ")
  }

  private func text(_ kind: Question.Kind) -> String {
    switch kind {
    case .property(let option): "property(\(option ?? ""))"
    case .choices(let option): option.map { "choices(\($0))" } ?? "choices"
    case .possible(let verb): "possible(\(verb.rawValue))"
    default: "\(kind)"
    }
  }

  func text(_ goods: GoodsReference) -> String {
    var parts: [String] = []
    switch goods.extent {
    case .named: break
    case .all: parts.append("all")
    case .both: parts.append("both")
    case .count(let count): parts.append("\(count)of")
    case .rest: parts.append("rest")
    }
    if !goods.things.isEmpty { parts.append(goods.things.map(text).joined(separator: ", ")) }
    if !goods.except.isEmpty { parts.append("but(\(goods.except.map(text).joined(separator: ", ")))") }
    return parts.joined(separator: " ")
  }

  func text(_ thing: Thing) -> String {
    var text = ""
    if let best = thing.products.first {
      let names = thing.products.filter { $0.score >= best.score * 0.95 }.prefix(4).map { candidate in
        (lexicon.item(candidate.id)?.name ?? candidate.id).lowercased().split(separator: " ").joined(separator: "-")
      }
      text = names.joined(separator: "/")
    } else if !thing.noun.isEmpty {
      text = "'\(thing.noun)'"
    } else if let concept = thing.concept {
      text = "{\(concept)}"
    }
    if let pronoun = thing.pronoun { text += (text.isEmpty ? "" : "~") + pronoun.rawValue }
    if let ordinal = thing.ordinal { text += "@\(ordinal)" }
    if let quantity = thing.quantity { text += "x\(quantity)" }
    if let number = thing.number { text += "no:\(number)" }
    var inside = thing.options.map(self.text)
    if let extreme = thing.extreme { inside.append(self.text(extreme, "max", "min")) }
    if !inside.isEmpty { text += "[\(inside.joined(separator: ","))]" }
    if !thing.cameWith.isEmpty { text += "<with \(thing.cameWith.map(self.text).joined(separator: ", "))>" }
    if let order = thing.order { text += "<\(self.text(order))>" }
    return text.isEmpty ? "?" : text
  }

  func text(_ order: OrderReference) -> String {
    var parts: [String] = order.numbers.prefix(1).map(\.id)
    if let end = order.numberEnd { parts.append("..\(end)") }
    if let status = order.status { parts.append(status.rawValue) }
    if let ordinal = order.ordinal { parts.append("@\(ordinal)") }
    if order.all { parts.append("all") }
    if let pronoun = order.pronoun { parts.append(pronoun.rawValue) }
    if !order.containing.isEmpty { parts.append("has(\(order.containing.map(text).joined(separator: ", ")))") }
    if let destination = order.destination { parts.append("to(\(destination))") }
    if let day = order.day {
      let date = LocalDate(daysSinceEpoch: day)
      parts.append("on(\(date.month)/\(date.day))")
    }
    if !order.except.isEmpty { parts.append("but(\(order.except.map(text).joined(separator: ", ")))") }
    return "#" + (parts.isEmpty ? "?" : parts.joined(separator: "&"))
  }

  func text(_ constraint: OptionConstraint) -> String {
    let sign =
      switch constraint.comparison {
      case .is: "="
      case .isNot: "!="
      case .atLeast: ">="
      case .atMost: "<="
      case .moreThan: ">"
      case .lessThan: "<"
      }
    return "\(constraint.option ?? "")\(sign)\(constraint.values.joined(separator: "|"))"
  }

  func text(_ order: OptionOrder, _ more: String, _ less: String) -> String {
    let measure =
      switch order.measure {
      case .price: "price"
      case .size: "size"
      case .option(let name): name
      }
    return "\(order.ascending ? more : less)(\(measure))"
  }

  func text(_ variant: VariantWish) -> String {
    var parts = variant.must.map(text)
    parts += variant.steps.map { step in
      text(step.order, "up", "down") + (step.places.map { "x\($0)" } ?? "") + (step.amount.map { "by\($0)" } ?? "")
    }
    parts += variant.extremes.map { text($0, "max", "min") }
    parts += variant.preferences.map { "~" + text($0) }
    parts += variant.free.map { "free(\($0))" }
    if variant.keepsRest == true { parts.append("keep") }
    if variant.keepsRest == false { parts.append("open") }
    if let like = variant.like {
      let options = variant.likeOptions.isEmpty ? "" : ": " + variant.likeOptions.joined(separator: ", ")
      parts.append("like(\(text(like))\(options))")
    }
    if let price = variant.price { parts.append(text(price)) }
    if variant.sameAgain { parts.append("again") }
    if let kind = variant.otherKind { parts.append("kind(\(text(kind)))") }
    if variant.listWanted { parts.append("list") }
    return parts.joined(separator: " ")
  }

  func text(_ bound: PriceBound) -> String {
    let against =
      switch bound.against {
      case .amount(let amount): "\(amount)"
      case .present: "paid"
      case .presentPlus(let amount): "paid+\(amount)"
      }
    return text(OptionConstraint("price", [against], bound.comparison))
  }

  func text(_ wallet: WalletReference) -> String {
    var parts: [String] = []
    if let kind = wallet.kind { parts.append(kind.rawValue) }
    if let brand = wallet.brand { parts.append(brand) }
    if let digits = wallet.lastDigits { parts.append(digits) }
    if wallet.original { parts.append("original") }
    if wallet.other { parts.append("other") }
    if let id = wallet.id { parts.append(id) }
    if !wallet.otherwise.isEmpty { parts.append("else(\(wallet.otherwise.map(\.rawValue).joined(separator: ",")))") }
    return (wallet.negated ? "!" : "") + "$" + parts.joined(separator: "-")
  }

  func text(_ address: AddressReference) -> String {
    switch address {
    case .profile: "@profile"
    case .order(let order): "@order(\(text(order)))"
    case .previous: "@previous"
    case .matching(let words): "@\"\(words)\""
    case .parts(let parts): "@{\(parts.map { "\($0.field.rawValue)=\($0.value)" }.joined(separator: ", "))}"
    }
  }

  func text(_ condition: Condition) -> String {
    switch condition {
    case .available(let isTrue): isTrue ? "available" : "!available"
    case .possible(let isTrue): isTrue ? "possible" : "!possible"
    case .price(let bound): text(bound)
    case .covered(let wallet): "covers(\(text(wallet)))"
    case .has(let constraints): "has(\(constraints.map(text).joined(separator: ", ")))"
    case .standing(let status, let isTrue): (isTrue ? "" : "!") + status.rawValue
    case .other(let words): "\"\(words)\""
    }
  }

  func text(_ clue: IdentityClue) -> String {
    switch clue {
    case .email(let candidates): "email=\(candidates.map(\.id).joined(separator: "|"))"
    case .name(let given, let family): "name=\([given, family].filter { !$0.isEmpty }.joined(separator: " "))"
    case .postcode(let candidates): "zip=\(candidates.map(\.id).joined(separator: "|"))"
    case .phone(let candidates): "phone=\(candidates.map(\.id).joined(separator: "|"))"
    case .customerNumber(let number): "user=\(number)"
    case .order(let candidates): "order=\(candidates.map(\.id).joined(separator: "|"))"
    case .code(let code): "code=\(code)"
    }
  }
}
