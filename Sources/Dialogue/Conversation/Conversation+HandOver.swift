internal import Commerce
internal import Discourse
internal import Policy
internal import Understanding

/// A person takes over: by a call back, or in writing where the customer writes and would rather not be called. Each question is put a
/// bounded number of times.
extension Conversation {
  /// The end of what can be done here: a person calls back.
  mutating func giveUp(_ reason: String) {
    state.promiseEndsCall = true
    callback(reason)
  }

  /// Asks whether a call back is wanted.
  mutating func offerCallback(_ reason: String) {
    state.misunderstandings = 0
    state.focus = .offerCallback(reason: reason)
    say(["callback.offer"])
    expect(.yesNo)
  }

  /// Promises a call back to the number on the line, or asks for one.
  mutating func callback(_ reason: String) {
    if let from = state.opening?.from, from.contains(where: \.isNumber) { return promise(to: from, reason: reason) }
    if case .callbackNumber = state.focus {
      return canWrite
        ? writeBack(reason) : end(outcome(.unresolved), saying: ["callback.impossible", "goodbye"], facts: ownPhone)
    }
    state.focus = .callbackNumber(reason: reason)
    state.misunderstandings = 0
    say((state.promiseEndsCall ? ["sorry_trouble"] : []) + ["callback.ask_number"])
    expect(.telephone(digits: PhoneNumber.usualDigits(in: numbers.country)))
  }

  /// What was said while a person's way to the customer is being settled. False when it is something else.
  mutating func heardOfHandOver(_ commands: [Command], _ words: [String]) -> Bool {
    switch state.focus {
    case .offerCallback(let reason):
      if canWrite, ContactWish.prefersWriting(words.first ?? "") {
        writeBack(reason)
        return true
      }
      // Whoever insists has answered; in writing no more than a number is asked for.
      guard commands.contains(.person), !commands.contains(.deny) else { return false }
      if canWrite { callback(reason) } else { insistedOnPerson(reason) }
      return true
    case .callbackNumber(let reason):
      if let number = phoneNumber(in: words) {
        takeCallbackNumber([number], reason: reason)
      } else if canWrite, ContactWish.prefersWriting(words.first ?? "") || commands.contains(.deny) {
        writeBack(reason)
      } else if commands.contains(.deny) || ContactWish.prefersWriting(words.first ?? "") {
        nowhereToCall()
      } else if commands.contains(.person) {
        takeCallbackNumber([], reason: reason)
      } else {
        return false
      }
      return true
    case .writingAddress(let reason):
      if let email = email(in: words) {
        promise(to: "", email: email, reason: reason)
      } else if let number = phoneNumber(in: words) {
        takeCallbackNumber([number], reason: reason)
      } else if commands.contains(.deny) || commands.contains(.cancel) || commands.contains(.goodbye) {
        declinedHandOver()
      } else {
        state.misunderstandings += 1
        guard state.misunderstandings < 3 else {
          end(outcome(.unresolved), saying: ["callback.impossible", "goodbye"], facts: ownPhone)
          return true
        }
        askWhereToWrite(reason)
      }
      return true
    default: return false
    }
  }

  private mutating func insistedOnPerson(_ reason: String) {
    state.misunderstandings += 1
    let bound = 3
    guard state.misunderstandings < bound else { return callback(reason) }
    say(["callback.offer"] + (state.misunderstandings > 1 ? ["confirm.keypad"] : []))
    expect(.yesNo)
  }

  /// Nobody can be called, and no colleague writes on this channel: where else people are reached, and what can be done here.
  private mutating func nowhereToCall() {
    state.promiseEndsCall = false
    state.focus = .open
    state.misunderstandings = 0
    if let frame = state.frames.popLast() { state.lastServed = frame }
    say(["callback.no_phone"])
    expect(.anything)
  }

  /// Neither a call nor a letter is wanted.
  mutating func declinedHandOver() {
    if state.promiseEndsCall {
      return end(outcome(.unresolved), saying: ["callback.declined", "goodbye"], facts: ownPhone)
    }
    say(["callback.declined"])
    state.focus = .anythingElse
    resumeOrAsk()
  }

  // MARK: By telephone

  /// A number to call back, of any region that the country of the house can tell. Anything else is asked for again, twice.
  mutating func takeCallbackNumber(_ heard: [String], reason: String) {
    let numbers = heard.compactMap { number in
      number.hasPrefix("+") ? number : phoneNumber(in: [number])
    }
    if let number = numbers.first(where: { PhoneNumber(international: $0)?.mayBeCalled == true }) {
      return promise(to: number, reason: reason)
    }
    state.misunderstandings += 1
    guard state.misunderstandings < 3 else { return callback(reason) }
    say(["callback.ask_number"])
    expect(.telephone(digits: PhoneNumber.usualDigits(in: self.numbers.country)))
  }

  private func phoneNumber(in words: [String]) -> String? {
    let context = EntityContext(
      today: state.today, now: TimeOfDay(minutes: 0), country: numbers.country, expected: [.phone])
    for text in words.prefix(3) {
      for span in Phones.find(in: Tokens(text), context) where span.value.countryCode != nil && span.value.isWhole {
        return "+" + span.value.digits
      }
    }
    return nil
  }

  // MARK: In writing

  /// Whether a colleague may write instead: where the customer writes too.
  private var canWrite: Bool { state.opening?.channel == .chat }

  /// A colleague writes: to the address on file of who is known, otherwise to one that is asked for.
  private mutating func writeBack(_ reason: String) {
    let known = [state.profile?.email, state.desk?.records.customer?.email].compactMap(\.self).first { !$0.isEmpty }
    if let known { return promise(to: "", email: known, reason: reason) }
    state.misunderstandings = 0
    askWhereToWrite(reason)
  }

  private mutating func askWhereToWrite(_ reason: String) {
    state.focus = .writingAddress(reason: reason)
    say(["callback.ask_email"])
    expect(.email)
  }

  private func email(in words: [String]) -> String? {
    let context = EntityContext(today: state.today, now: TimeOfDay(minutes: 0), expected: [.email])
    return words.prefix(3).lazy.compactMap { Entities(in: Tokens($0), context).emails.first?.value }.first
  }

  // MARK: Promises

  private mutating func promise(to number: String, email: String? = nil, reason: String) {
    state.promises += 1
    let promise = CallbackPromise(
      number: state.promises, callNumber: number, email: email, reason: reason, intent: state.frames.last?.intent,
      slots: (state.frames.last?.slots ?? [:]).merging(state.frames.last?.attached ?? [:]) { own, _ in own }
        .merging(cardAttached) { own, _ in own },
      due: state.now.adding(milliseconds: Int64(artefacts.policy.callbackWithinHours) * 3_600_000))
    state.promised = promise
    effects.append(.promise(promise))
  }

  private var ownPhone: [String: Fact] {
    artefacts.profile.phone.map { ["phone": Spoken.digits($0.filter(\.isNumber))] } ?? [:]
  }

  mutating func promiseFailed(_ number: Int) {
    guard state.promised?.number == number, state.phase == .open else { return }
    state.promised = nil
    guard !state.isMute else { return end(outcome(.unresolved), saying: ["backend.unavailable"]) }
    end(outcome(.unresolved), saying: ["backend.unavailable", "callback.impossible", "goodbye"], facts: ownPhone)
  }

  /// Only what is on record is spoken of.
  mutating func promiseRecorded(_ number: Int) {
    guard let promise = state.promised, promise.number == number, state.phase == .open else { return }
    state.promised = nil
    let due = OrderFacts.day(promise.due, state.opening?.utcOffsetSeconds ?? 0)
    let digits = String(promise.callNumber.filter(\.isNumber).suffix(4))
    var facts = ["due": Spoken.day(due, today: state.today), "last_digits": Spoken.digits(digits)]
    if let email = promise.email { facts["email"] = Fact(email) }
    guard !state.isMute else { return end(.callbackPromised, saying: ["callback.noted"]) }
    let promised = promise.email == nil ? "callback.promised" : "callback.promised_writing"
    if state.promiseEndsCall {
      end(.callbackPromised, saying: ["sorry_trouble", promised, "goodbye"], facts: facts)
    } else {
      say([promised], facts: facts)
      state.focus = .anythingElse
      resumeOrAsk()
      resumeDeferred()
    }
  }
}
