extension Tokens {
  /// Words that may follow a number that stands for itself: they go on with something else.
  private static let connectives: Set<String> = [
    "and", "or", "but", "please", "for", "on", "if", "when", "because", "so", "then", "that's", "in", "is", "was",
    "would", "as", "with", "though",
    "thanks", "thank", "i", "not", "a", "at", "to", "from", "instead", "now", "right", "okay", "ok", "yes", "no",
    "would", "total", "altogether",
    "though", "today", "yesterday", "off", "back", "more", "less", "each", "apiece", "than", "which", "it", "since",
    "too", "ish", "by", "max", "tops",
  ]

  /// Whether the words go on with something else at a place, so that a number before it counts no things.
  func endsNumber(at place: Int) -> Bool { pauses(before: place) || Self.connectives.contains(text(place)) }
}
