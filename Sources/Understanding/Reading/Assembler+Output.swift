internal import Discourse

extension Assembler {
  /// The commands in order.
  func output() -> [Command] {
    var commands: [Command] = []
    if !clues.isEmpty { commands.append(.identify(clues)) }
    let builder = WishBuilder(resolver: resolver)
    for entry in entries {
      switch entry {
      case .wish(let work): if let wish = build(work, builder) { commands.append(.wish(wish)) }
      case .question(let draft): commands += questions(draft)
      case .command(let command): if !commands.contains(command) { commands.append(command) }
      }
    }
    if commands.contains(where: { $0 != .smallTalk }) { commands.removeAll { $0 == .smallTalk } }
    if let condition {
      // A condition whose wish was not understood: the words are kept for the engine to ask about.
      var open = Wish()
      open.condition = condition
      commands.append(.wish(open))
    }
    let isSilent = commands.allSatisfy { command in
      switch command {
      case .identify: true
      // "Hi, the lamp does not work", but no thanks behind something done.
      case .smallTalk: resolver.context.asked.topics.isEmpty
      default: false
      }
    }
    if isSilent, let told {
      // Something was told of goods and nothing wished: they are named, so that it can be asked what to do.
      var draft = Draft()
      (draft.things, draft.extent) = (told.things, told.extent)
      draft.orders = topic.order
      if let wish = builder.wish(draft) {
        commands.removeAll { $0 == .smallTalk }
        commands.append(.wish(wish))
      }
    }
    if let reason, lastWish == nil {
      var open = Wish()
      open.reason = reason
      commands.append(.wish(open))
    }
    return commands
  }

  private func questions(_ draft: Draft) -> [Command] {
    let reader = QuestionReader(draft, resolver)
    if draft.leads.contains(.howTo), draft.action == .giveBack { return [.question(reader.question(.howToReturn))] }
    return reader.kinds().map { .question(reader.question($0)) }
  }

  private func build(_ work: Work, _ builder: WishBuilder) -> Wish? {
    guard var wish = builder.wish(work.draft) else { return nil }
    wish.condition = work.condition
    if case .other? = work.condition, !work.conditionValues.isEmpty {
      wish.condition = .has(resolver.constraints(work.conditionValues, builder.products(work.draft)))
    }
    wish.otherwise = work.otherwise.compactMap { build($0, builder) }
    return wish
  }
}
