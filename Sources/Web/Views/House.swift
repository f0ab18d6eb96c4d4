import Conversations

/// How the house stands, to be read from three metres away.
struct House: Sendable {
  /// Conversations going on.
  var live: Int
  /// "call now" or "calls now".
  var liveWords: String
  /// At least one is going on.
  var busy: Bool
  /// Conversations that began today, those going on included.
  var today: Int
  /// There may be more today than were counted.
  var todayIsAtLeast: Bool
  /// The median time to an answer today, without its unit; nil when none was measured.
  var median: String?
  /// The page's title.
  var title: String

  /// Counts.
  init(live: [ConversationView], past: [ConversationView], limit: Int, shopName: String, moments: Moments) {
    let today = moments.day(moments.now)
    let ofToday = (live + past).filter { moments.day($0.openedAt) == today }
    self.live = live.count
    liveWords = live.count == 1 ? "call now" : "calls now"
    busy = !live.isEmpty
    self.today = ofToday.count
    todayIsAtLeast = past.count >= limit && past.allSatisfy { moments.day($0.openedAt) == today }
    let latencies = ofToday.flatMap { $0.turns.compactMap(\.latency) }
    median = Figures.median(latencies).map(Figures.milliseconds)
    title = "\(live.count) \(liveWords) · \(shopName) · Aisle"
  }
}
