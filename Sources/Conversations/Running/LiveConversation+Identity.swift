internal import Commerce
internal import Dialogue
internal import Discourse
internal import Logging
internal import Metrics
internal import Policy

/// What the identity needs from outside: counters across conversations, and one-time codes, which never come into the core or its journal.
extension LiveConversation {
  /// What is said to whom a code went takes at least so long, whether or not anybody got one: the time must not tell.
  private static let codeTime = Duration.milliseconds(600)

  /// The digest of a code in place of the code, while one is waited for.
  func withoutCode(_ event: Input.Event) -> Input.Event { core.withoutCode(event, digest: digest) }

  /// Keyed, and bound to this conversation.
  private func digest(_ code: String) -> CodeDigest {
    CodeDigest(Array(context.journal.subjectKey("code \(id) \(code)").utf8))
  }

  func digests(_ keys: [TryKey]) -> [String] {
    keys.map { key in
      let text =
        switch key {
        case .caller: "caller \(caller ?? id)"
        case .order(let order): "order \(order)"
        case .claim(let claim): "claim \(claim)"
        case .customer(let customer): "customer \(customer)"
        }
      return context.journal.subjectKey("tries " + text)
    }
  }

  func recall(_ keys: [TryKey]) {
    openCalls += 1
    let hours = context.artefacts.policy.identification.tries.across?.hours ?? 24
    let since = now().adding(milliseconds: -Int64(hours) * 3_600_000)
    Task {
      var counts = keys.map { _ in 0 }
      if let tries = context.tries {
        do { counts = try await tries.counts(of: digests(keys), since: since) } catch {
          // Counters that cannot be read make every look-up a slow one.
          logger.error("wrong tries cannot be read", metadata: ["error": "\(error)"])
          counts = []
        }
      }
      openCalls -= 1
      await handle(.triesCounted(counts))
    }
  }

  func remember(_ change: @escaping @Sendable (any TryCounter, Timestamp) async throws -> Void) {
    guard let tries = context.tries else { return }
    let now = now()
    Task {
      do { try await change(tries, now) } catch {
        logger.error("wrong tries cannot be counted", metadata: ["error": "\(error)"])
      }
    }
  }

  func sendCode(_ id: String, to customer: String?, _ channels: [ContactChannel], _ digits: Int) {
    openCalls += 1
    let code = (0..<digits).map { _ in String(context.surroundings.random() % 10) }.joined()
    let minutes = context.artefacts.policy.identification.code?.minutes ?? 10
    Task {
      let started = ContinuousClock.now
      var channel = channels.first
      do {
        guard let sender = context.codes else {
          throw CodeFailure("nobody sends codes here: set codes.url in aisle.yaml")
        }
        if let customer {
          let receipt = try await sender.send(
            CodeMessage(customer: customer, channels: channels, code: code, minutes: minutes))
          channel = receipt.channel
          if let shown = receipt.shown, case .text(let show) = surface {
            show(.message(to: shown.to, text: shown.text))
          }
          if receipt.shown != nil, case .voice = surface {
            throw CodeFailure("nobody sends codes here: set codes.url in aisle.yaml")
          }
        }
      } catch {
        channel = nil
        Counter(label: "aisle_code_failures_total").increment()
        logger.error("a one-time code was not sent", metadata: ["reason": "\(error)"])
      }
      let left = Self.codeTime - (ContinuousClock.now - started)
      if left > .zero { try? await Task.sleep(for: left) }
      openCalls -= 1
      if let channel {
        await handle(.codeSent(id: id, digest(code), by: channel))
      } else {
        await handle(.codeNotSent(id: id))
      }
    }
  }
}
