internal import Commerce

/// How the values of slots are kept: one text each, whatever the kind.
enum SlotValue {
  /// The value as the steps see it; nil when the text is none of its kind.
  static func fact(_ text: String, _ slot: IntentDocument.Slot, stores: [Store]) -> FactValue? {
    let shape: ContractShape = slot.kind == .choice ? .words(slot.choices.map(\.value)) : slot.kind.shape
    let tree: FieldTree?
    switch slot.kind {
    case .store: tree = stores.first { $0.id == text }.flatMap { try? FieldTree(of: $0) }
    case .day: tree = Int(text).map { .text(LocalDate(daysSinceEpoch: $0).iso8601) }
    case .quantity: tree = Int64(text).map { .whole($0) }
    case .time:
      let ends = text.split(separator: "-").compactMap { Int($0) }
      tree =
        ends.count == 2
        ? .fields([
          "from": .text(TimeOfDay(minutes: ends[0]).text), "until": .text(TimeOfDay(minutes: ends[1]).text),
        ]) : nil
    case .money:
      let parts = text.split(separator: " ")
      tree =
        parts.count == 2
        ? Int64(parts[0]).map { .fields(["minorUnits": .whole($0), "currency": .text(String(parts[1]))]) } : nil
    case .name:
      let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      tree = parts.count == 2 ? .fields(["given": .text(parts[0]), "family": .text(parts[1])]) : nil
    case .product: tree = ProductSaid(line: text)?.tree
    case .orderNumber, .postcode, .email, .phone, .number, .code, .choice, .text: tree = .text(text)
    }
    return tree.map { FactValue(tree: $0, shape: shape) }
  }

  /// The value for reading it back.
  static func spoken(_ text: String, _ slot: IntentDocument.Slot, stores: [Store], today: LocalDate) -> Fact {
    switch slot.kind {
    case .orderNumber, .postcode, .phone, .number: return Spoken.digits(text)
    case .code: return Spoken.code(text)
    case .email: return Spoken.email(text)
    default:
      let words = FactWords(today: today, utcOffset: 0)
      return fact(text, slot, stores: stores).flatMap { words.say($0) } ?? Fact(text)
    }
  }
}

extension Spoken {
  /// "j dot smith at example dot com", with what is no word spelled.
  static func email(_ address: String) -> Fact {
    var spoken = ""
    for character in address {
      switch character {
      case "@": spoken += " at "
      case ".": spoken += " dot "
      case "-": spoken += " dash "
      case "_": spoken += " underscore "
      case _ where character.isNumber: spoken += " " + Spoken.digits(String(character)).spoken + " "
      default: spoken.append(character)
      }
    }
    return Fact(spoken: spoken.split(separator: " ").joined(separator: " "), written: address)
  }
}
