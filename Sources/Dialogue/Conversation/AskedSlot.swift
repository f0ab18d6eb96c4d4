internal import Discourse

/// What the agent asks for by name, or reads back.
public struct AskedSlot: Sendable, Hashable {
  /// The slot of the intent on top.
  public var slot: String
  /// The value that is read back and waits for a yes; nil: none, it is asked for.
  public var readBack: String?

  /// Puts it together.
  public init(slot: String, readBack: String?) {
    self.slot = slot
    self.readBack = readBack
  }
}

/// For whoever plays a customer: what of the intent on top was told, and what is asked for.
extension Conversation {
  /// What is asked for or read back; nil: something else, or nothing.
  public var askedSlot: AskedSlot? {
    guard !isWaiting, state.phase == .open else { return nil }
    return switch state.focus {
    case .slot(let name): AskedSlot(slot: name, readBack: nil)
    case .confirm(let slot, let value, _): AskedSlot(slot: slot, readBack: value)
    default: nil
    }
  }

  /// What the intent on top was told for its slots: what was heard last and is not looked up yet, otherwise what is grounded.
  public var toldSlots: [String: String] {
    guard let frame = state.frames.last else { return [:] }
    var told = frame.slots.merging(frame.heard.compactMapValues { $0.first?.value }) { _, heard in heard }
    if case .ground(let slot, let candidates, _)? = state.pending?.purpose { told[slot] = candidates.first?.value }
    if case .confirm(let slot, let value, _) = state.focus { told[slot] = value }
    return told
  }
}
