import Commerce
import Conversations
import Discourse

/// An entry of the list of conversations.
struct ListItem: Sendable {
  /// The conversation's identifier.
  var id: String
  /// Its page; nil when its identifier cannot stand in an address.
  var path: String?
  /// It is the one shown.
  var selected: Bool
  /// It is going on.
  var live: Bool
  /// What it is about, or that this is not known yet.
  var title: String
  /// "Phone", with its icon.
  var channel: ChannelWords
  /// When it began.
  var began: Moments.Words
  /// When it began, in milliseconds since the epoch.
  var beganAt: Int64
  /// How long it took or takes until now.
  var duration: String
  /// How it ended.
  var outcome: OutcomeMark?
  /// The last words of a live one.
  var lastWords: String?

  /// Makes the entry.
  init(_ view: ConversationView, selected: Bool, moments: Moments) {
    id = view.id
    path = ConversationAddress(view.id)?.path
    self.selected = selected
    live = view.endedAt == nil
    title = view.intent ?? (live ? "Listening" : "No request heard")
    channel = ChannelWords(view.channel)
    began = moments.words(view.openedAt)
    beganAt = view.openedAt.milliseconds
    duration = Moments.duration(from: view.openedAt, to: view.endedAt ?? moments.now)
    outcome = view.endedAt.map { _ in OutcomeMark(view.outcome ?? "ended") }
    lastWords = live ? view.turns.last { $0.speaker == .caller }?.text : nil
  }
}

/// A channel's name and icon.
struct ChannelWords: Sendable {
  /// "Phone".
  var name: String
  /// The icon's template.
  var icon: String

  /// Names a channel.
  init(_ channel: Channel) {
    switch channel {
    case .phone: (name, icon) = ("Phone", "icon-phone")
    case .chat: (name, icon) = ("Chat", "icon-chat")
    case .browser: (name, icon) = ("Browser", "icon-browser")
    }
  }
}
