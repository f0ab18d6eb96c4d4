internal import Commerce
internal import Dialogue
internal import Discourse
internal import Logging
internal import Metrics
internal import Policy

/// What the identity needs from outside: counters across conversations, and one-time codes, which never come into the core or its journal.
extension LiveConversation {
  /// How long the sending of a code seems to take.
  private static let codeTime = Duration.milliseconds(600)

  /// The digest of a code in place of the code, while one is waited for.
  func withoutCode(_ event: Input.Event) -> Input.Event { core.withoutCode(event, digest: digest) }

  /// Keyed, and bound to this conversation. No caller's number begins with a zero byte, so that neither is ever the other.
  nonisolated func digest(_ code: String) -> CodeDigest {
    CodeDigest(Array(context.journal.subjectKey("\u{0}code \(id) \(code)").utf8))
  }

  func digests(_ keys: [TryKey]) -> [String] {
    keys.map { key in
      let text =
        switch key {
        case .caller: "caller \(caller ?? id)"
        case .order(let order): "order \(order)"
        case .claim(let claim): "claim \(claim)"
        case .customer(let customer): "customer \(customer)"
        case .sent(let claim): "sent \(claim)"
        }
      return context.journal.subjectKey("\u{0}tries \(context.whoseTries)" + text)
    }
  }

  /// How long a try waits for those before it, and how often it looks.
  private static let longestQueue = 100
  private static let queueStep = Duration.milliseconds(100)

  func recall(_ keys: [TryKey]) {
    awaits()
    let across = context.artefacts.policy.identification.tries.across
    let since = now().adding(milliseconds: -Int64(across?.hours ?? AcrossRules.standardHours) * 3_600_000)
    let digests = digests(keys)
    // From here on this try counts for those behind it, before any counter is read: nobody slips through between.
    context.underway.begin(digests, for: id)
    Task {
      var counts = keys.map { _ in 0 }
      if let tries = context.tries {
        do {
          counts = try await self.counts(of: digests, by: tries, since: since, limit: across?.refuseFrom ?? .max)
        } catch {
          // Counters that cannot be read make every look-up a slow one.
          logger.error("wrong tries cannot be read", metadata: ["error": "\(error)"])
          counts = []
        }
      }
      answered()
      await handle(.triesCounted(counts))
    }
  }

  /// The wrong tries of each, with those that are on their way before this one. Where only these make too many, they may still be right: it
  /// waits for what comes of them.
  private func counts(
    of keys: [String], by tries: any TryCounter, since: Timestamp, limit: Int
  ) async throws -> [Int] {
    var looks = 0
    while true {
      let ahead = context.underway.ahead(of: id, keys)
      let earlier = try await Self.within(context.settings.promiseLimit) {
        try await tries.counts(of: keys, since: since)
      }
      let counts = zip(earlier, ahead).map { $0 + $1 }
      looks += 1
      if (counts.max() ?? 0) < limit || (earlier.max() ?? 0) >= limit || looks > Self.longestQueue { return counts }
      try await Task.sleep(for: Self.queueStep)
    }
  }

  /// What was on its way was wrong, or a code is sent: counted for good, it is under way no more.
  func count(_ keys: [TryKey]) async {
    if caller == nil { context.tempo.note(context.whoseTries) }
    await remember { tries, now in try await tries.count(self.digests(keys), at: now) }
    context.underway.end(id)
  }

  func forget(_ keys: [TryKey]) async {
    context.underway.end(id)
    await remember { tries, _ in try await tries.forget(self.digests(keys)) }
  }

  /// How long a look waits by which whoever has no number could guess in conversation after conversation.
  func slowed(_ operation: Operation) -> Duration {
    let isGuess = [.existingOrders, .checkPostcode, .identifyCustomer].contains(operation.name)
    return caller == nil && isGuess ? context.tempo.delay(context.whoseTries) : .zero
  }

  /// An order number that nobody has may have been a guess.
  func noteUnknown(_ result: OperationResult) {
    guard caller == nil, result.outcome(of: ExistingOrders.self)?.existing.isEmpty == true else { return }
    context.tempo.note(context.whoseTries)
  }

  /// Returns when it is on disk: the next look must find it counted.
  func remember(_ change: (any TryCounter, Timestamp) async throws -> Void) async {
    guard let tries = context.tries else { return }
    do { try await change(tries, now()) } catch {
      logger.error("wrong tries cannot be counted", metadata: ["error": "\(error)"])
    }
  }

  func sendCode(_ id: String, to customer: String?, _ channels: [ContactChannel], _ digits: Int) {
    awaits()
    let code = (0..<digits).map { _ in String(context.surroundings.random() % 10) }.joined()
    let sender = context.codes.flatMap { sender in sender.carries || !isVoice ? sender : nil }
    Task {
      if let sender, let customer {
        let message = CodeMessage(
          customer: customer, channels: channels, text: core.codeMessage(code), conversation: self.id, subject: subject)
        Task { await self.send(message, by: sender) }
      }
      // Whether anybody got one shows neither in the answer nor in its time.
      try? await Task.sleep(for: Self.codeTime)
      answered()
      if sender != nil {
        await handle(.codeSent(id: id, digest(code), by: channels.first ?? .sms))
      } else {
        logger.error("nobody sends one-time codes here: set codes.url in aisle.yaml")
        await handle(.codeNotSent(id: id))
      }
    }
  }

  private var isVoice: Bool { if case .voice = surface { true } else { false } }

  private func send(_ message: CodeMessage, by sender: any CodeSender) async {
    do {
      guard let shown = try await sender.send(message), case .text(let show) = surface else { return }
      show(.message(to: shown.contact, text: shown.text))
    } catch {
      Counter(label: "aisle_code_failures_total").increment()
      logger.error("a one-time code was not sent", metadata: ["reason": "\(error)"])
    }
  }
}
