import AisleTesting
import Commerce
import Dialogue
import Discourse

/// A caller who does anything, and a back end that fails now and then: the same for the same seed.
struct RandomCaller {
  private var state: UInt64
  /// Everything that happened.
  private(set) var recorded: [Recorded] = []
  /// What broke a rule that every conversation keeps; nil when none did.
  private(set) var broken: String?
  private(set) var conversation: Conversation

  private var time = RetailFixture.noon
  private var open: [Input.Event] = []
  private var waiting: [Input.Event] = []
  private var expectation = Discourse.Expectation.nothing
  private var ended = false
  private var prompts = 0
  private var checks: [Int: OrderNumber] = [:]
  private var verified: Set<OrderNumber> = []
  private var told: Set<OrderNumber> = []

  static let words = [
    "where is my order", "where is my order four oh two one seven", "four oh two one seven", "40217", "40219", "66120",
    "seven three three five eight", "one one one one one", "four oh two one", "nine eight one oh one", "98101", "12345",
    "double four two", "what's the tracking number", "yes", "no", "yes no", "no four oh two one nine", "yes 40217",
    "are you open tomorrow in seattle", "harbor point", "fifth street", "the one in boise",
    "where is the cedar mall store",
    "when do you close on thanksgiving", "what are your hours", "i want to talk to a person", "agent", "never mind",
    "stop",
    "hold on", "can you repeat that", "what", "thank you", "hello", "goodbye", "no thanks", "that's all", "wibble", "",
    "mmm",
    "i want a refund", "tell me a joke", "two oh six five five five oh one seven seven", "2065550177", "downtown",
    "actually what time does harbor point close", "back to my order please", "what is the phone number of harbor point",
  ]
  static let keys = [
    "1", "2", "3", "9", "0", "40217", "40219", "51006", "98101", "98102", "2065550177", "123", "99999999",
  ]
  /// Words of an order that only its owner may hear.
  static let secrets = ["United Parcel", "1Z999", "1 Z 9", "on its way", "delivered", "cancelled", "being prepared"]

  /// What the articles are called.
  private let titles: [String]

  init(seed: UInt64, artefacts: Artefacts) {
    titles = artefacts.knowledge.articles.flatMap { $0.passages.map(\.heading) }.filter { title in
      Self.secrets.contains { title.contains($0) }
    }
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    conversation = Conversation(artefacts: artefacts)
    let from: String? = pick(3) == 0 ? nil : "+12065550123"
    let channel = pick(4) == 0 ? Channel.chat : .phone
    input(
      .opened(
        Opening(
          conversation: "c\(seed)", channel: channel, from: from, recorded: pick(2) == 0, seed: seed,
          utcOffsetSeconds: RetailFixture.utcOffset, artefacts: artefacts.hashes)))
  }

  private mutating func pick(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }

  private mutating func pick<Element>(_ list: [Element]) -> Element { list[pick(list.count)] }

  /// Behaves for a while, then hangs up.
  mutating func run(turns: Int) {
    for _ in 0..<turns where !ended && broken == nil { step() }
    while !waiting.isEmpty, broken == nil { input(waiting.removeFirst()) }
    if broken == nil { input(.ended(reason: pick(3) == 0 ? "restart" : "callerHungUp")) }
    if broken == nil, !conversation.hasEnded { broken = "it did not end with the call" }
  }

  private mutating func step() {
    // Results come soon, not always at once, and not always in order.
    if !waiting.isEmpty, pick(4) > 0 { return input(waiting.remove(at: pick(waiting.count))) }
    // Some of them answer what they are asked, or nobody would come far.
    if case .digits(let count) = expectation, count == 5, pick(3) == 0 {
      return input(.keys(pick(["40217", "98101"])))
    }
    switch pick(20) {
    case 0..<12:
      var alternatives = [Alternative(text: pick(Self.words), confidence: Double(pick(11)) / 10)]
      for _ in 0..<pick(3) { alternatives.append(Alternative(text: pick(Self.words), confidence: 0.2)) }
      input(.utterance(Transcript(alternatives: pick(20) == 0 ? [] : alternatives)))
    case 12, 13, 14: input(.keys(pick(Self.keys)))
    case 15: input(.silence)
    case 16: input(.recognitionFailed)
    case 17: input(.interrupted(prompt: pick(prompts + 2), heard: pick(5_000), of: 5_000))
    case 18: input(.played(prompt: pick(prompts + 2)))
    default:
      // What nobody asked for: late, doubled or foreign results.
      input(
        pick(
          [
            .result(call: pick(30), OperationResult(CheckPostcode.self, .init(matches: true))),
            .result(call: pick(30), OperationResult(ExistingOrders.self, .init(existing: ["40217"]))),
            .failed(call: pick(30), OperationFailure(.timedOut, "late")), .promiseRecorded(pick(4)),
            .promiseFailed(pick(4)), .slow, .slow, .unspoken(prompt: pick(prompts + 2)),
          ] as [Input.Event]))
    }
  }

  private mutating func input(_ event: Input.Event) {
    time = time.adding(milliseconds: Int64(pick(20_000)))
    let input = Input(at: time, event: event)
    recorded.append(.input(input, sequence: recorded.count + 1))
    if case .result(let call, let result, _) = event, result.outcome(of: CheckPostcode.self)?.matches == true,
      let order = checks[call], awaits(call)
    {
      verified.insert(order)
    }
    settle(event)
    for effect in conversation.handle(input) {
      recorded.append(.effect(effect, sequence: recorded.count + 1))
      take(effect)
    }
    if broken == nil, !ended, !conversation.hasEnded, open.isEmpty, expectation == .nothing {
      broken = "after \(event) nothing is expected, awaited or ended"
    }
  }

  private func awaits(_ call: Int) -> Bool {
    open.contains { if case .result(call, _, _) = $0 { true } else { false } }
  }

  private mutating func settle(_ event: Input.Event) {
    func same(_ awaited: Input.Event) -> Bool {
      switch (awaited, event) {
      case (.result(let call, _, _), .result(let other, _, _)), (.result(let call, _, _), .failed(let other, _)):
        call == other
      case (.promiseRecorded(let number), .promiseRecorded(let other)),
        (.promiseRecorded(let number), .promiseFailed(let other)):
        number == other
      case (.triesCounted, .triesCounted): true
      case (.codeNotSent(let id), .codeNotSent(let other)), (.codeNotSent(let id), .codeSent(let other, _, _)),
        (.codeSent(let id, _, _), .codeSent(let other, _, _)):
        id == other
      default: false
      }
    }
    open.removeAll(where: same)
    waiting.removeAll { awaited in
      if case .failed(let call, _) = awaited, case .result(call, _, _) = event { true } else { same(awaited) }
    }
  }

  private mutating func take(_ effect: Effect) {
    switch effect {
    case .say(let prompt):
      prompts += 1
      if prompt.number != prompts { broken = "prompt \(prompt.number) follows \(prompts - 1)" }
      if prompt.written.isEmpty || prompt.spoken.isEmpty || prompt.spoken.contains(where: \.isEmpty) {
        broken = "an empty prompt of \(prompt.responses)"
      }
      let text = prompt.written + " " + prompt.spoken.joined(separator: " ")
      if text.contains(" .") || text.contains(" ,") || text.contains("  ") { broken = "a fact is missing in '\(text)'" }
      if text.contains("{") || text.contains("[") { broken = "a template's mark in '\(text)'" }
      // What an article says is for everybody, and so is its title where it is asked which one is meant.
      let told = titles.reduce(text) { $0.replacing($1, with: "") }
      if verified.isEmpty, prompt.sources.isEmpty, let secret = Self.secrets.first(where: told.contains),
        !prompt.responses.contains("cancelled")
      {
        broken = "'\(secret)' is told before a detail matched: \(text)"
      }
    case .expect(let next): expectation = next
    case .perform(let call, let operation):
      if let asked = operation.value as? CheckPostcode { checks[call] = asked.order }
      if let order = (operation.value as? FindOrder)?.order, !verified.contains(order) {
        broken = "order \(order) is looked up before a detail of it matched"
      }
      open.append(.result(call: call, OperationResult(ExistingOrders.self, .init(existing: []))))
      switch pick(8) {
      case 0: waiting.append(.failed(call: call, OperationFailure(pick([.unavailable, .timedOut, .notFound]), "down")))
      case 1 where operation.name != .findStores:
        waiting.append(.result(call: call, OperationResult(FindStores.self, StoreList(stores: []))))
      default:
        switch RetailFixture.answer(operation) {
        case .success(let result): waiting.append(.result(call: call, result))
        case .failure(let failure): waiting.append(.failed(call: call, failure))
        }
      }
    case .promise(let promise):
      open.append(.promiseRecorded(promise.number))
      waiting.append(pick(4) == 0 ? .promiseFailed(promise.number) : .promiseRecorded(promise.number))
    case .end: ended = true
    case .recall(let keys):
      open.append(.triesCounted([]))
      waiting.append(.triesCounted(keys.map { _ in pick(4) }))
    case .sendCode(let id, _, let channels, _):
      open.append(.codeNotSent(id: id))
      waiting.append(
        pick(4) == 0
          ? .codeNotSent(id: id)
          : .codeSent(id: id, RehearsalCode.digest(RehearsalCode.code), by: channels.first ?? .sms))
    case .understood, .proposed, .decided, .pause, .count, .forget: return
    }
  }
}
