/// Longer words of the reader's own tables: what was mistyped is mended toward them too.
enum GrammarWords {
  /// The words.
  static let long: Set<String> = Set(
    """
    cancel cancelling cancellation return returning returned exchange exchanging swap swapping replace replacement refund
    change changing modify update switch instead order orders ordered delivery delivered address payment please please
    paypal credit visa mastercard gift card receive received shipped shipping money back send want would could something
    everything except another second first third original address cheapest larger smaller bigger account email apartment
    otherwise unless available possible different
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
