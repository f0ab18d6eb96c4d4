internal import Commerce
public import Dialogue
internal import Discourse
internal import Policy

/// Checks from the record alone that nothing was changed without authority: before each change policy allowed exactly it at the
/// level it needs, it was about the customer who had been found, the agent had read all of it out, and the customer's next
/// words were a plain yes. It shares no code with what it checks.
public struct WriteAuthority: Sendable {
  /// A change that should not have been made.
  public struct Breach: Sendable, Hashable, CustomStringConvertible {
    /// The operation.
    public var operation: String
    /// What was missing.
    public var reason: String

    /// In words.
    public var description: String { "\(operation): \(reason)" }
  }

  /// What back ends answered so far.
  private var seen = SeenRecords()
  /// What the agent said in its last turn, and what the customer said after it.
  private var saying: [String] = []
  private var readOut: [String] = []
  private var words: String?
  private var isKeyed = false
  private var decisions: [Decision] = []
  private var breaches: [Breach] = []
  private var writes = 0

  private init() {}

  /// All breaches of a conversation, and how many changes it made.
  public static func check(_ recorded: [Recorded]) -> (breaches: [Breach], writes: Int) {
    var authority = WriteAuthority()
    for entry in recorded {
      switch entry {
      case .input(let input, _): authority.take(input.event)
      case .effect(let effect, _): authority.take(effect)
      }
    }
    return (authority.breaches, authority.writes)
  }

  private mutating func take(_ event: Input.Event) {
    switch event {
    case .utterance(let transcript, _): turn(transcript.text, keyed: false)
    case .keys(let keys): turn(keys, keyed: true)
    case .silence, .recognitionFailed, .code: turn("", keyed: false)
    case .result(_, let result, _): seen.learn(result)
    default: return
    }
  }

  private mutating func turn(_ text: String, keyed: Bool) {
    readOut = saying.flatMap { $0.split(separator: "\n").map { $0.lowercased() } }
    saying = []
    words = text
    isKeyed = keyed
    decisions = []
  }

  private mutating func take(_ effect: Effect) {
    switch effect {
    case .say(let prompt): saying.append(prompt.written)
    case .decided(let decision): decisions.append(decision)
    case .perform(_, let operation): if operation.isWrite { check(operation) }
    case .understood, .proposed, .expect, .promise, .end, .pause, .recall, .count, .forget, .sendCode: return
    }
  }

  private mutating func check(_ operation: Commerce.Operation) {
    writes += 1
    let action = operation.name.rawValue
    func breach(_ reason: String) { breaches.append(Breach(operation: action, reason: reason)) }
    // A decision is good for one change.
    guard let index = decisions.lastIndex(where: { $0.action == action && $0.verdict == .allow }) else {
      return breach("policy did not allow it in this turn")
    }
    let decision = decisions.remove(at: index)
    guard let needed = decision.facts["needed"] else { return breach("the decision does not say which level it needs") }
    let level = decision.facts["level"] ?? "V0"
    if level < needed { breach("it needs level \(needed), and only \(level) was earned") }
    // What is easily undone, as noting a complaint, needs no yes.
    guard operation.contract.risk != .none, operation.contract.risk != .low else { return }
    let answer = words.map { isKeyed ? $0 : PlainYes.behindRefusal($0, in: readOut) }
    guard let answer, isKeyed ? answer == "1" : PlainYes.is(answer, to: operation.name, named: namedAlone) else {
      return breach("'\(words ?? "")' is no plain yes")
    }
    let needs = AuthorityNeeds(of: operation, in: seen)
    for reason in needs.faults { breach(reason) }
    // What concerns one order has to stand where that order is named.
    let lines = needs.order.map { number in readOut.filter { $0.contains(number.lowercased()) } } ?? readOut
    for missing in needs.said where !missing.stands(in: lines) {
      breach("the list before the yes does not say \(missing)")
    }
  }

  /// The words that a list of one thing alone has for what it becomes ("… → waterproof"); none where there are several.
  private var namedAlone: Set<String> {
    let items = readOut.filter { $0.contains(" → ") }
    guard items.count == 1 else { return [] }
    let becomes = items[0].split(separator: ".")[0].replacing("→", with: "\n").split(separator: "\n").dropFirst()
    let first = becomes.map { $0.split(separator: ",").first ?? "" }
    return Set(first.flatMap { $0.split { !$0.isLetter }.map(String.init) }).subtracting([
      "no", "not", "none", "without",
    ])
  }
}
