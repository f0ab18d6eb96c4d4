internal import Discourse

/// The names of ways of paying.
enum WalletWords {
  struct Name: Sendable {
    var kind: WalletReference.Kind
    var brand: String?
  }

  static let names = PhraseTable<Name>([
    (
      Name(kind: .giftCard, brand: nil),
      "gift card, gift cards, giftcard, giftcards, gift certificate, gift voucher, gif card, gift cart, gift-card, e gift card, egift card"
    ),
    (Name(kind: .storeCredit, brand: nil), "store credit, shop credit, in-store credit, store credits"),
    (
      Name(kind: .paypal, brand: nil),
      "paypal (account), pay pal (account), pay pall (account), paypall, pay pow, pay pail, pypal, papal, paypal's"
    ),
    (Name(kind: .creditCard, brand: nil), "credit card, credit cards, creditcard, credit cart, credit"),
    (Name(kind: .debitCard, brand: nil), "debit card, debit cards, debit, bank card, debitcard"),
    (
      Name(kind: .creditCard, brand: "visa"),
      "visa (credit) (card), vissa (card), viza (card), vesa card, visas, visa's"
    ),
    (Name(kind: .debitCard, brand: "visa"), "visa debit (card), debit visa (card)"),
    (
      Name(kind: .creditCard, brand: "mastercard"),
      "mastercard, master card, mastercart, master cart, mastercards, mastercard's, mastercard credit card, mastercard card, master-card, mater card"
    ),
    (Name(kind: .debitCard, brand: "mastercard"), "mastercard debit (card), debit mastercard"),
    (Name(kind: .creditCard, brand: "amex"), "amex (card), american express (card), am ex (card), amx card, a mex"),
    (Name(kind: .creditCard, brand: "discover"), "discover card, discovercard"),
    (Name(kind: .creditCard, brand: "diners"), "diners club (card), diners card"),
    (Name(kind: .debitCard, brand: "maestro"), "maestro (card)"),
    (Name(kind: .creditCard, brand: "jcb"), "jcb (card)"),
    (Name(kind: .wallet, brand: "applepay"), "apple pay, applepay, apple wallet"),
    (Name(kind: .wallet, brand: "googlepay"), "google pay, googlepay, g pay, gpay"),
    (Name(kind: .wallet, brand: "samsungpay"), "samsung pay"), (Name(kind: .wallet, brand: "amazonpay"), "amazon pay"),
    (Name(kind: .wallet, brand: "shoppay"), "shop pay"), (Name(kind: .wallet, brand: "klarna"), "klarna"),
    (Name(kind: .wallet, brand: "afterpay"), "afterpay, after pay"), (Name(kind: .wallet, brand: "venmo"), "venmo"),
    (Name(kind: .wallet, brand: "cashapp"), "cash app"),
    (
      Name(kind: .bankTransfer, brand: nil),
      "bank transfer, bank account, checking account, current account, savings account, wire transfer, direct deposit, direct debit, ach (transfer), my bank"
    ),
    (Name(kind: .cash, brand: nil), "cash"),
  ])

  /// How an order was paid, in other words; whether a card was named in them.
  static let original = PhraseTable<Bool>([
    (
      false,
      """
      original payment (method|form|source|option), original method (of) (payment), original form (of) (payment), original one
      original way (of) (paying|payment), originally paid (with), original source, same payment (method|form|option|source)
      same method (of) (payment), same account, same way (i) (paid), same form of payment, same as (the) order, same as (i) before|paid|used|did (with)
      same as (the) original, where|whence it|they|the came from, way|how i (originally) paid (originally) (it|for|with), way it was paid
      what i (originally) paid with, whatever i (originally) paid with, whatever i used, one i (originally) paid with, one i used (before)
      how it was (originally) paid, payment method (that) i used, payment method (that) i (originally) paid with, as it was paid
      how i (originally) bought it, same source, whichever i used, same place it came from
      """
    ),
    (
      true,
      """
      same card (as) (before), original card, original credit card, same credit card, usual card, card i (originally) used, card (that) i (originally) paid with
      card that i used, card it was (originally) paid with, card (that) was charged, card on the order, card i ordered with, card i bought it with
      """
    ),
  ])

  static let other = PhraseTable<Bool>([
    (
      false,
      """
      other payment (method|option), another payment (method|option), different payment (method|option), other method, other account
      another method, different method, other way of paying, different way of paying, other wallet
      """
    ),
    (
      true,
      "other card, another card, different card, other credit card, second card, different credit card, another credit card"
    ),
  ])

  /// Cards that nothing is paid with.
  static let otherCards: Set<String> = [
    "birthday", "sd", "cf", "graphics", "memory", "business", "sim", "greeting", "post", "report", "loyalty",
    "membership", "id", "key", "video",
    "sound", "playing", "score", "christmas", "thank", "index", "library", "access", "calling", "network", "wild",
    "micro", "microsd",
    "compact", "flash", "trading", "gift", "points", "rewards", "note", "place",
  ]
  /// What stands before a card that pays.
  static let beforeCard: Set<String> = [
    "my", "the", "that", "this", "by", "with", "on", "saved", "stored", "default", "first", "new", "old", "his", "her",
    "our", "to", "company",
    "your", "a",
  ]
}
