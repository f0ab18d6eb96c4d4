public import Discourse

/// From free words to commands about orders and goods: clauses, verbs and moods, goods by the catalogue's own words, variants,
/// conditions, questions, answers, who the customer is. A pure function of the words and the context.
///
/// What belongs to other intents of the map (store hours, appointments, …) is the classifier's to find; see `Arbitration`.
public enum Reader {
  /// What the customer means, in the order said; empty when nothing of orders and goods is meant.
  /// - Parameters:
  ///   - transcript: All ways of hearing it, best first.
  ///   - context: The catalogue and what is known and asked.
  public static func read(_ transcript: Transcript, in context: ReadingContext) -> [Command] {
    var best: (commands: [Command], score: Double)?
    var counts: [[Command]: Int] = [:]
    for (rank, alternative) in transcript.alternatives.prefix(5).enumerated() {
      let (commands, grounded) = read(alternative.text, in: context)
      counts[commands, default: 0] += 1
      let score = grounded * (0.4 + 0.6 * alternative.confidence) / (1 + 0.15 * Double(rank))
      if best == nil || score > (best?.score ?? 0) { best = (commands, score) }
    }
    guard let best else { return [] }
    let share = Double(counts[best.commands] ?? 1) / Double(max(1, min(5, transcript.alternatives.count)))
    let heard = transcript.alternatives.first?.confidence ?? 1
    return best.commands.map { $0.weighed(heard + (1 - heard) * (share > 0.5 ? share : 0) * 0.5) }
  }

  /// Reads one way of hearing it, and tells how much of it is grounded, 0 to 1.
  static func read(_ text: String, in context: ReadingContext) -> (commands: [Command], grounded: Double) {
    var context = context
    context.entities.expected.formUnion(context.asked.topics.flatMap(\.entities))
    let tokens = Tokens(text)
    var cells = Cells(tokens)
    Mending(lexicon: context.lexicon).mend(&cells.cells)
    PlaceClauses.shorten(&cells.cells)
    let atoms = Tagger(lexicon: context.lexicon, entities: context.entities).atoms(cells.cells, tokens)
    guard !atoms.isEmpty else { return ([], 0) }
    let answers = AnswerReader(atoms: atoms, cells: cells.cells, context: context)
    if answers.putsOff { return ([.deny], 1) }
    let (answer, rest) = answers.split()
    var assembler = Assembler(
      resolver: Resolver(context: context), atoms: Array(atoms[rest...]), cells: cells.cells, tail: cells.tail)
    let said = assembler.commands()
    let commands = answers.join(answer, said, unread: Self.unread(atoms[rest...], answer))
    var all = UnservedRequests.adding(to: commands, of: text)
    if answer == .none, let reason = toldReason(all, atoms, tokens, context) { all = [reason] }
    let known = atoms.filter { if case .word = $0.kind { false } else { true } }.count
    return (all, 0.1 + Double(known) / Double(atoms.count) * (commands.isEmpty ? 0.5 : 1))
  }

  /// Why, in whatever words, where just that was asked: a tale that asks and wants nothing.
  private static func toldReason(
    _ commands: [Command], _ atoms: [Atom], _ tokens: Tokens, _ context: ReadingContext
  ) -> Command? {
    guard context.asked.topics == [.reason], tokens.count >= 3, !tokens.tail.contains("?") else { return nil }
    let isEmpty = commands.allSatisfy { $0 == .notUnderstood || $0 == .smallTalk }
    let isTale = atoms.allSatisfy { atom in
      switch atom.kind {
      case .ask(.inverted), .ask(.who), .control(.person): true
      case .ask, .control, .topic, .guardWord: false
      default: true
      }
    }
    guard isEmpty, isTale else { return nil }
    if case .ask = atoms[0].kind { return nil }
    var wish = Wish()
    wish.reason = tokens.said(0..<tokens.count)
    return .wish(wish)
  }

  private static func unread(_ atoms: ArraySlice<Atom>, _ answer: AnswerReader.Answer) -> Bool {
    atoms.contains {
      switch $0.kind {
      case .filler, .control, .correction, .link, .yes, .subject, .pronoun: false
      // "No, don't"
      case .negator: answer != .no
      default: true
      }
    }
  }
}

extension Asked.Topic {
  /// The kinds of values that answer it.
  fileprivate var entities: [EntityKind] {
    switch self {
    case .identity: [.email, .name, .postcode, .customerNumber, .phone]
    case .code: [.code]
    case .order: [.orderNumber]
    case .wallet: [.wallet]
    case .reason: [.cancelReason]
    case .address: [.address]
    default: []
    }
  }
}

extension Command {
  /// The command with its confidence scaled by how well it was heard.
  fileprivate func weighed(_ factor: Double) -> Command {
    switch self {
    case .wish(var wish):
      wish.confidence *= factor
      return .wish(wish)
    case .question(var question):
      question.confidence *= factor
      return .question(question)
    default: return self
    }
  }
}
