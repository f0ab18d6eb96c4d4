internal import Discourse
public import Policy

/// The one-time code of rehearsals: where a conversation is played through without a shell, codes are always this one.
public enum RehearsalCode {
  /// What the customer is sent.
  public static let code = "314159"

  /// The digest that stands for a code; one of nothing fits no code.
  public static func digest(_ code: String) -> CodeDigest { CodeDigest(Array((code.isEmpty ? "none" : code).utf8)) }

  /// What a customer says, as the shell gives it to the core while a code is waited for.
  public static func input(_ event: Input.Event, to conversation: Conversation) -> Input.Event {
    guard let digits = conversation.awaitedCode else { return event }
    switch event {
    case .keys(let keys) where keys.count == digits: return .code(digest(keys), said: Transcript(alternatives: []))
    case .utterance(let transcript, _):
      guard let found = Conversation.code(in: transcript, digits: digits) else { return event }
      return .code(digest(found.code), said: found.rest)
    default: return event
    }
  }
}
