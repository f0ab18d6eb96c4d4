import AisleTesting
import Commerce
import Discourse
import Foundation
import Policy

@testable import Dialogue

/// Runs the desk alone against the invented retailer: commands in, sentences and writes out.
struct DeskRunner {
  var desk: OrderDesk
  var retailer = ModelRetailer()
  /// Everything said, in writing, one entry a turn of the agent.
  var said: [String] = []
  /// What happened last.
  var lastAsk: Expectation?
  var ended = false
  var person: String?
  /// Writes that left the desk, each with the turn it left in.
  var writes: [(operation: Commerce.Operation, turn: Int)] = []
  var turn = 0
  private let responses: Responses

  /// The rules of the tau sandbox: the strictest that the desk plans by.
  static let policy = Result {
    let file = "retail/sandboxes/tau/policy.yaml"
    let text = try String(contentsOf: RetailFixture.root.appendingPathComponent(file), encoding: .utf8)
    return try PolicyRules.read(file: file, text: text, sandbox: true)
  }

  init(voice: Bool = false) throws {
    desk = try OrderDesk(
      setting: OrderDesk.Setting(rules: DeskRules(Self.policy.get()), isVoice: voice, today: RetailFixture.today))
    responses = try RetailFixture.artefacts().responses
  }

  /// A runner that already knows who it is.
  static func known(_ email: String = "mara.lindqvist@example.org", voice: Bool = false) throws -> DeskRunner {
    var runner = try DeskRunner(voice: voice)
    runner.hear(.identify([.email([Candidate(email, score: 1)])]))
    runner.said = []
    return runner
  }

  @discardableResult
  mutating func hear(_ commands: Command...) -> String { hear(commands) }

  @discardableResult
  mutating func hear(_ commands: [Command], text: String = "") -> String {
    turn += 1
    let count = said.count
    perform(desk.hear(commands, text: text))
    return said.dropFirst(count).joined(separator: "\n")
  }

  @discardableResult
  mutating func hear(_ wishes: Wish...) -> String { hear(wishes.map { Command.wish($0) }) }

  private mutating func perform(_ acts: [DeskAct]) {
    var acts = acts
    while !acts.isEmpty {
      let act = acts.removeFirst()
      switch act {
      case .say(let sayings): said.append(text(sayings))
      case .ask(let expectation): lastAsk = expectation
      case .read(let operation): acts += desk.receive(operation, retailer.answer(operation))
      case .write(let operation):
        writes.append((operation, turn))
        acts += desk.receive(operation, retailer.answer(operation))
      case .identify(let clues): acts += desk.identified(identify(clues))
      case .need: acts += desk.identified(.asks([[.email], [.name, .postcode]]))
      case .person(let reason): person = reason
      case .end: ended = true
      }
    }
  }

  private mutating func identify(_ clues: [IdentityClue]) -> Identification.Event {
    var asks: [IdentifyCustomer] = []
    var name: (String, String)?
    var postcodes: [String] = []
    for clue in clues {
      switch clue {
      case .email(let candidates): asks += candidates.map { IdentifyCustomer(email: $0.id) }
      case .name(let given, let family): name = (given, family)
      case .postcode(let candidates): postcodes = candidates.map(\.id)
      default: continue
      }
    }
    if let name { asks += postcodes.map { IdentifyCustomer(givenName: name.0, familyName: name.1, postcode: $0) } }
    for ask in asks {
      if case .success(let result) = retailer.answer(Operation(ask)),
        let found = result.outcome(of: IdentifyCustomer.self), let customer = found.customers.first
      {
        return .established(.customer(customer), .v2)
      }
    }
    return asks.isEmpty ? .asks([[.email], [.name, .postcode]]) : .mismatch(triesLeft: 2)
  }

  private func text(_ sayings: [Saying]) -> String {
    sayings.map { saying in
      var facts = saying.facts
      facts["wish"] = saying.wishes.flatMap { NamedWish.fact($0, in: responses, choice: 0, on: .chat) }
      let text = responses.render(saying.line.rawValue, facts: facts, choice: 0).written
      return saying.isItem ? "\n- \(text)" : text
    }.joined(separator: " ").replacingOccurrences(of: " \n", with: "\n")
  }
}

// MARK: Short words for commands

func thing(_ noun: String, _ options: OptionConstraint...) -> Thing {
  var thing = Thing(noun: noun)
  thing.options = options
  return thing
}

func goods(_ nouns: String..., extent: GoodsReference.Extent = .named) -> GoodsReference {
  GoodsReference(nouns.map { Thing(noun: $0) }, extent: extent)
}

func wish(
  _ verb: Wish.Verb?, _ goods: GoodsReference? = nil, order: String? = nil, mood: Wish.Mood = .wanted,
  _ edit: (inout Wish) -> Void = { _ in }
) -> Wish {
  var wish = Wish(verb, mood: mood)
  wish.goods = goods
  wish.orders = order.map { OrderReference(numbers: [Candidate($0, score: 1)]) }
  edit(&wish)
  return wish
}

func must(_ option: String?, _ values: String...) -> VariantWish {
  var wish = VariantWish()
  wish.must = [OptionConstraint(option, values)]
  return wish
}
