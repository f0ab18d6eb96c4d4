internal import Commerce
internal import Discourse
internal import Policy

extension Conversation {
  /// What the dialogue is doing, for people: names and values in order. Holds personal data.
  public var description: [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    if let frame = state.frames.last, let intent = artefacts.intents.intent(frame.intent) {
      fields.append(("intent", intent.title + (frame.aspect.isEmpty ? "" : " (\(frame.aspect))")))
      for slot in intent.slots {
        if let value = frame.slots[slot.name], slot.kind != .day {
          fields.append((slot.name, state.stores.first { $0.id == value }?.name ?? value))
        } else if let heard = frame.heard[slot.name] {
          fields.append((slot.name, "heard " + heard.prefix(3).map(\.value).joined(separator: " or ")))
        }
      }
      if let order = frame.slots.values.sorted().first(where: isVerified) {
        fields.append(("verified", "a detail of order \(order) was matched"))
      }
    }
    let doing: String
    switch state.focus {
    case _ where state.phase == .ended: doing = "ended"
    case _ where state.phase == .closing: doing = "saying goodbye"
    case _ where state.pending != nil: doing = "asking a back end"
    case _ where state.promised != nil: doing = "recording a promise"
    case .open: doing = "listening for a wish"
    case .anythingElse: doing = "asking what else there is"
    case .slot(let name): doing = "asking for \(name)"
    case .confirm(let slot, let value, _): doing = "reading back \(slot) \(value)"
    case .choose(let slot, _): doing = "offering a choice of \(slot)"
    case .menu: doing = "offering the keypad"
    case .guess(let labels, _): doing = "asking whether it is about \(labels.joined(separator: " or "))"
    case .offerCallback: doing = "offering a call back"
    case .callbackNumber: doing = "asking for a number to call"
    case .writingAddress: doing = "asking for an address to write to"
    case .desk: doing = "serving orders"
    case .step(.agreement(let operation)): doing = "asking for the yes to \(operation.name.rawValue)"
    case .step(.choice): doing = "offering a choice"
    case .step(.decision): doing = "asking a question of yes or no"
    case .step(.offer(let intent, _)): doing = "offering \(intent)"
    case .step(.article): doing = "asking whether an article has the question"
    case .step(.identity): doing = "asking who it is"
    }
    fields.append(("doing", doing))
    fields.append(("expects", Self.words(state.expectation)))
    if state.misunderstandings > 0 { fields.append(("misunderstandings", String(state.misunderstandings))) }
    if state.identity.wrongTries > 0 {
      fields.append(("details that did not match", String(state.identity.wrongTries)))
    }
    return fields
  }

  /// The intent being served or served last, by its title.
  public var intentTitle: String? {
    (state.frames.last ?? state.lastServed).flatMap { artefacts.intents.intent($0.intent)?.title }
  }

  /// How long, in ms, the intent being served or served last lets a caller wait for an answer; nil before one is known.
  public var answerBudget: Int? {
    (state.frames.last ?? state.lastServed).flatMap { artefacts.intents.intent($0.intent)?.firstResponseBudget }
  }

  static func words(_ expectation: Expectation) -> String {
    switch expectation {
    case .anything: "anything"
    case .yesNo: "yes or no"
    case .digits(let count): "\(count) digits"
    case .email: "an e-mail address"
    case .postcode: "a postcode"
    case .telephone: "a telephone number"
    case .address: "an address"
    case .store: "a store"
    case .menu(let keys): "one of the keys \(keys.joined(separator: ", "))"
    case .nothing: "nothing"
    }
  }
}
