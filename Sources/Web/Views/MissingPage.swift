/// What a reader asked for that is not there.
enum MissingPage: Sendable {
  /// A conversation, a recording, or any other page.
  case conversation, recording, page
  /// A recording that is there and cannot be opened.
  case sealedRecording

  /// What the template reads.
  struct Values: Sendable {
    /// The retailer's name.
    var shopName: String
    /// What is missing.
    var title: String
    /// Why that may be and what to do.
    var advice: String

    /// Finds the words.
    init(_ missing: MissingPage, shopName: String) {
      self.shopName = shopName
      switch missing {
      case .conversation:
        title = "There is no such conversation"
        advice = "The address may be incomplete, or the conversation was deleted when its time to be kept was over."
      case .recording:
        title = "There is no recording of this conversation"
        advice =
          "A recording exists only for calls that were recorded with consent, once they have ended, for as long as "
          + "recordings are kept."
      case .sealedRecording:
        title = "This recording cannot be opened"
        advice =
          "Its key is missing, its file was changed, or the log of who listens cannot be written: aisle recordings verify "
          + "says which."
      case .page:
        title = "There is no such page"
        advice = "The address may be incomplete."
      }
    }
  }
}
