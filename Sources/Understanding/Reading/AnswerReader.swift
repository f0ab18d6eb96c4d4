internal import Discourse

/// Reads the yes or no at the head of an utterance and decides whether it is plain: a yes with anything added changes the plan.
struct AnswerReader {
  let atoms: [Atom]
  let cells: [Cell]
  let context: ReadingContext

  private func words(_ index: Int) -> String { atoms[index].cells.map { cells[$0].text }.joined(separator: " ") }

  enum Answer { case none, hardYes, softYes, no }

  /// The answer at the head, and where the rest begins.
  func split() -> (answer: Answer, rest: Int) {
    var answer = Answer.none
    var index = 0
    loop: while index < atoms.count {
      switch atoms[index].kind {
      case .yes(let isHard):
        guard answer != .no else { break loop }
        if answer != .hardYes { answer = isHard ? .hardYes : .softYes }
      case .no:
        guard answer == .none || answer == .no else { break loop }
        answer = .no
      case .correction where words(index).hasPrefix("no") || words(index).hasSuffix("no"):
        guard answer == .none else { break loop }
        answer = .no
      case .correction where index == 0 && isAnswer(1): break
      // "Correct", "correct, please go ahead", but "correct the size".
      case .verb where index == 0 && words(0) == "correct" && standsAlone(0): answer = .hardYes
      case .filler: break
      // "Great then yes", "well, and yes": what joins it to the yes says nothing by itself.
      case .link(let link) where link == .then || link == .so || link == .and:
        guard answer != .no, isYes(index + 1) else { break loop }
      default: break loop
      }
      index += 1
    }
    return (answer, answer == .none ? 0 : index)
  }

  /// Whether nothing of the same breath follows but more of an answer.
  private func standsAlone(_ index: Int) -> Bool {
    index + 1 >= atoms.count || atoms[index + 1].gap >= .comma || isAnswer(index + 1)
  }

  private func isYes(_ index: Int) -> Bool {
    if index < atoms.count, case .yes = atoms[index].kind { true } else { false }
  }

  /// "Actually yes"
  private func isAnswer(_ index: Int) -> Bool {
    guard index < atoms.count else { return false }
    switch atoms[index].kind {
    case .yes, .no: return true
    default: return false
    }
  }

  /// Whether "not yet", "neither" and the like is all that was said where a yes or no was awaited.
  var putsOff: Bool {
    let topics = context.asked.topics
    guard context.expectation == .yesNo || !topics.isEmpty, !atoms.isEmpty else { return false }
    return atoms.allSatisfy {
      switch $0.kind {
      case .postponed, .filler: true
      case .negator: ["neither", "not"].contains(cells[$0.cells.lowerBound].text)
      default: false
      }
    } && !atoms.allSatisfy { if case .filler = $0.kind { true } else { false } }
  }

  /// Puts the answer before what else was said.
  func join(_ answer: Answer, _ said: [Command], unread: Bool) -> [Command] {
    let asksYesNo = context.expectation == .yesNo || !context.asked.topics.isEmpty
    let more = said.filter { $0 != .smallTalk }
    switch answer {
    case .none:
      return said
    case .hardYes:
      if more.isEmpty { return unread ? [.affirm, .notUnderstood] : asksYesNo ? [.affirm] : [.affirm] }
      if more == [.goodbye] { return [.affirm, .goodbye] }
      return asksYesNo ? [.affirm] + more : more
    case .softYes:
      // "Ok" answers a question, and otherwise only shows that he listens; with more behind it it is no yes.
      if more.isEmpty { return unread ? [.notUnderstood] : asksYesNo ? [.affirm] : [.smallTalk] }
      return more
    case .no:
      if more.isEmpty { return unread ? [.deny, .notUnderstood] : [.deny] }
      let corrected = more.map { command -> Command in
        guard case .wish(var wish) = command else { return command }
        wish.corrects = true
        return .wish(wish)
      }
      return asksYesNo ? [.deny] + corrected : corrected
    }
  }
}
