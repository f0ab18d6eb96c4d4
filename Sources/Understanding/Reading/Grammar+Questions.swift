internal import Discourse

extension Grammar {
  static let questions: [(String, AtomKind)] =
    each(
      """
      what is, what are, what was, what were, what, what do, what does, what would, what will, what kind of,
      what sort of, what type of, what about, what else, what other
      """, .ask(.what))
    + each("which, which one ?is, which ones ?are, which of", .ask(.which))
    + each(
      """
      when is, when will, when does, when did, when, when are, when can, when should, what day, what time, by when,
      what date
      """, .ask(.when))
    + each(
      "where is, where are, where, where did, where does, where will, where was, where were", .ask(.where))
    + each("how, how is, how are, how was, how did, how does, how will, how were", .ask(.how))
    + each("how much, how much is|are|was|were|does|do|did|will|would", .ask(.howMuch))
    + each("how many", .ask(.howMany))
    + each("how long", .ask(.howLong))
    + each("why, how come", .ask(.why))
    + each("who, whose", .ask(.who))
    + each(
      """
      is, are, was, were, does, do, did, has, have|will|would they|you|i|we|there|the|my, will|would it, am i,
      do you, did i|you|we
      """, .ask(.inverted))

  static let topics: [(String, AtomKind)] =
    each(
      """
      what did i|we ?actually ?just order|buy|purchase, what have i|we ordered|bought, what i ordered|bought,
      my order history, which orders do i have, what orders do i have, all my past orders, what was in it,
      what is in it
      """, .topic(.orders))
    + each(
      "would i|we be better off, am i better off, which|what is better, which|what ?one would be better, better off",
      .topic(.compare))
    + each("tracking number|code|link|information|info|id, tracking", .topic(.tracking))
    + each(
      """
      price difference, difference in price, difference, how much more, how much less, how much extra
      """, .topic(.difference))
    + each("balance, left on ?it ?the|my, remaining on", .topic(.balance))
    + each(
      """
      payment methods ?do ?i ?have ?on ?file, cards on file, payment options, ways to pay, wallets,
      which|what wallets|cards|payments do i|we have ?on ?file, my wallets, wallets on file
      """, .topic(.wallets))
    + each(
      "?the|your return|returns process|procedure, process of returning ?it|them|things", .topic(.howToReturn))
    + each("my details, my profile, my account details, information on file, details on file", .topic(.profile))
    + each("all told, in total, in all, total, sum, grand total, come to, add up, adds up, comes to", .topic(.total))
}
