import Discourse
import Testing

@testable import Conversations

@Suite struct SecureKeypadTests {
  private static let visa = "4111111111111111"

  /// Presses keys, so many ms apart, and lets time pass; what came of it.
  private func pressed(
    _ keys: String, wanted: SecretWanted? = nil, apart: Int = 200, answeredAfter: Int? = nil
  ) -> (actions: [SecureKeypad.Action], held: Int) {
    var keypad = SecureKeypad()
    keypad.want(wanted)
    var actions: [SecureKeypad.Action] = []
    var now = 10_000
    for (index, key) in keys.enumerated() {
      now += apart
      actions += keypad.press(key, now)
      if index + 1 == answeredAfter { keypad.answered() }
      actions += keypad.tick(now + 100)
    }
    for _ in 0..<60 {
      now += 100
      actions += keypad.tick(now)
    }
    return (actions, keypad.held)
  }

  private func passed(_ actions: [SecureKeypad.Action]) -> String {
    actions.reduce(into: "") { if case .pass(let key) = $1 { $0.append(key) } }
  }

  private func outcomes(_ actions: [SecureKeypad.Action]) -> [SecureKeypad.Action] {
    actions.filter { action in
      switch action {
      case .pass, .hidden: false
      default: true
      }
    }
  }

  @Test(arguments: [
    ("4111111111111111", true), ("378282246310005", true), ("5555555555554444#", true), ("4222222222222#", true),
    ("6304000000000000000#", true), ("4222222222222", true), ("411*4111111111111111", true),
  ])
  func wholeCardsAreHandedOnOnce(_ keys: String, _ whole: Bool) throws {
    let (actions, held) = pressed(keys, wanted: .card)
    let digits = keys.split(separator: "*").last?.filter(\.isNumber) ?? ""
    #expect(outcomes(actions) == [.card(Array(digits.utf8))])
    #expect(passed(actions) == "")
    #expect(held == 0)
  }

  @Test(arguments: [
    ("4111111111111112", CardRefusal.checkSum), ("41111#", .tooShort), ("41111", .tooShort),
    ("41111111111111112222", .tooLong), ("1234567890123#", .checkSum),
  ])
  func othersAreRefused(_ keys: String, _ refusal: CardRefusal) {
    let (actions, held) = pressed(keys, wanted: .card)
    #expect(outcomes(actions) == [.refused(refusal)])
    #expect(passed(actions) == "")
    #expect(held == 0)
  }

  @Test func codes() {
    #expect(outcomes(pressed("493817", wanted: .code(digits: 6)).actions) == [.code(Array("493817".utf8))])
    #expect(outcomes(pressed("49381#", wanted: .code(digits: 6)).actions) == [.code(Array("49381".utf8))])
    #expect(outcomes(pressed("49*493817", wanted: .code(digits: 6)).actions) == [.code(Array("493817".utf8))])
    // A single key answers a question beside it.
    #expect(passed(pressed("1", wanted: .code(digits: 6)).actions) == "1#")
    for keys in ["493817", "49381#", "493"] {
      let (actions, held) = pressed(keys, wanted: .code(digits: 6))
      #expect(passed(actions) == "" && held == 0)
    }
  }

  @Test func whatIsNoSecretIsPassedOnInItsOrder() {
    for keys in ["1", "40217", "5035550123", "15035550123", "40217#", "4*40217", "123456789012345678"] {
      #expect(passed(pressed(keys).actions) == keys)
      #expect(pressed(keys).held == 0)
    }
    // Two answers, the second hard behind the first.
    #expect(passed(pressed("4021797201", answeredAfter: 5).actions) == "4021797201")
  }

  @Test func aCardThatNobodyAskedForStopsHere() {
    for answered in [nil, 1, 5] as [Int?] {
      for keys in [Self.visa, Self.visa + "#", "378282246310005"] {
        let (actions, held) = pressed(keys, answeredAfter: answered)
        let digits = Array(keys.utf8.filter { $0 != UInt8(ascii: "#") })
        #expect(outcomes(actions) == [.card(digits)], "\(keys) \(answered ?? 0)")
        #expect(passed(actions).filter(\.isNumber).count <= (answered ?? 8))
        #expect(held == 0)
      }
    }
    #expect(outcomes(pressed("4111111111111112").actions) == [.refused(.checkSum)])
  }

  /// Keys in groups of four, so many ms between the groups.
  private func grouped(_ keys: String, between pause: Int, phone: Bool = false) -> [SecureKeypad.Action] {
    var keypad = SecureKeypad()
    keypad.expect(digits: phone ? 15 : nil, mayBeginLikeCard: phone)
    var actions: [SecureKeypad.Action] = []
    var now = 10_000
    for (index, key) in keys.enumerated() {
      let next = now + (index > 0 && index.isMultiple(of: 4) ? pause : 200)
      while now + 100 < next {
        now += 100
        actions += keypad.tick(now)
      }
      now = next
      actions += keypad.press(key, now)
    }
    for _ in 0..<60 {
      now += 100
      actions += keypad.tick(now)
    }
    return actions
  }

  @Test func aCardInGroupsStopsHere() {
    for pause in [300, 1_200, 2_500] {
      let actions = grouped(Self.visa, between: pause)
      #expect(outcomes(actions) == [.card(Array(Self.visa.utf8))], "\(pause)")
      #expect(passed(actions).filter(\.isNumber).count <= 8)
    }
  }

  @Test func whereATelephoneNumberIsAskedForACardStopsHere() {
    let card = grouped(Self.visa, between: 300, phone: true)
    #expect(outcomes(card) == [.card(Array(Self.visa.utf8))])
    #expect(passed(card).filter(\.isNumber).count <= 6)
    for number in ["5035550123", "2065550123", "15035550123", "447911123456", "4915123456789"] {
      #expect(passed(grouped(number, between: 400, phone: true)) == number)
    }
  }

  @Test func nothingIsKeptWhenItIsWantedNoMore() {
    var keypad = SecureKeypad()
    keypad.want(.card)
    for (index, key) in "41111111".enumerated() { _ = keypad.press(key, index * 100) }
    #expect(keypad.held == 8)
    keypad.want(nil)
    #expect(keypad.held == 0)
    #expect(keypad.press("x", 2_000) == [])
  }
}
