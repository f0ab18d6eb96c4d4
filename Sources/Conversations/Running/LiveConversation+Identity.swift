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

  func recall(_ keys: [TryKey]) {
    awaits()
    let hours = context.artefacts.policy.identification.tries.across?.hours ?? AcrossRules.standardHours
    let since = now().adding(milliseconds: -Int64(hours) * 3_600_000)
    Task {
      var counts = keys.map { _ in 0 }
      if let tries = context.tries {
        let digests = digests(keys)
        do {
          counts = try await Self.within(context.settings.promiseLimit) {
            try await tries.counts(of: digests, since: since)
          }
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
