internal import Commerce
internal import Discourse

/// The end of a piece of work, and of the conversation: nothing that was wanted is left unspoken.
extension OrderDesk {
  /// What is wanted and neither done nor refused nor taken back.
  var unfinished: [Entry] {
    entries.filter { $0.isOpen || $0.state == .postponed }
  }

  /// All is settled for now.
  mutating func close() {
    if let reason = needsPerson {
      needsPerson = nil
      flush()
      return acts.append(.person(reason))
    }
    if wantsToLeave {
      wantsToLeave = false
      return goodbye()
    }
    if entries.isEmpty, questions.isEmpty, !answered {
      setFocus(.none)
      say(.whatCanIDo)
      return ask(.anything)
    }
    if asksWhat {
      (asksWhat, answered) = (false, false)
      askedWhatOf =
        mentions.lines.isEmpty ? mentions.orders.compactMap(records.order).flatMap(records.lines(of:)) : mentions.lines
      setFocus(.anythingElse)
      say(.whatToDo)
      return ask(.anything)
    }
    let later = entries.filter { $0.state == .postponed && !$0.told.contains("later") }
    for entry in later { if let index = index(entry.id) { entries[index].told.append("later") } }
    if !later.isEmpty { say(.notDone, ["goods": DeskWords.list(later.map(subject).distinct)]) }
    answered = false
    setFocus(.anythingElse)
    say(.anythingElse)
    ask(.anything)
  }

  /// The customer wants to go: what is open is offered once, and what is not done is said.
  mutating func goodbye() {
    wantsToLeave = false
    // What nobody could find can only be left.
    let open = unfinished.filter { $0.target != nil || !$0.told.contains("unknown") }
    guard !open.isEmpty, !offeredBeforeGoodbye else { return leave() }
    offeredBeforeGoodbye = true
    setFocus(.beforeGoodbye)
    say(.openBeforeGoodbye, ["goods": DeskWords.list(open.map(named).distinct)])
    ask(.yesNo)
  }

  /// Ends, saying what is not done.
  mutating func leave() {
    let open = unfinished
    if !open.isEmpty { say(.notDone, ["goods": DeskWords.list(open.map(named).distinct)]) }
    for entry in open { if let index = index(entry.id) { entries[index].state = .withdrawn } }
    focus = .none
    flush()
    acts.append(.end)
  }

  /// "the return of the Desk Lamp".
  func named(_ entry: Entry) -> Fact {
    let subject = subject(entry)
    let verb: String =
      switch entry.action {
      case .cancelOrder: "the cancellation of"
      case .returnItems: "the return of"
      case .exchangeItems: "the exchange of"
      case .changeItems: "the change of"
      case .changeAddress, .changeProfileAddress: "the new address for"
      case .changePayment: "the new payment for"
      case nil: "your wish about"
      }
    return Fact(spoken: "\(verb) \(subject.spoken)", written: "\(verb) \(subject.written)")
  }

  /// The customer asks for a person: met at once, but for one offer to finish what is open.
  mutating func person(_ content: [Command]) {
    if isLoaded { absorb(content) } else { inbox += content }
    let open = unfinished
    guard isLoaded, !open.isEmpty, !offeredBeforePerson else {
      flush()
      return acts.append(.person("person-asked-for"))
    }
    offeredBeforePerson = true
    advance()
    // What turns out to be impossible is told, and holds nobody up.
    guard !unfinished.isEmpty else {
      flush()
      return acts.append(.person("person-asked-for"))
    }
    setFocus(.beforePerson)
    say(.openBeforePerson, ["goods": DeskWords.list(unfinished.map(named).distinct)])
    ask(.yesNo)
  }
}
