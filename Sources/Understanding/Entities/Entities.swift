public import Commerce
public import Discourse

/// All values in an utterance, found in one pass. Where kinds compete for the same words, the more specific or the expected one wins:
/// the digits of an order number are no quantity, the number in "5 pm" is no count.
public struct Entities: Sendable {
  /// See the recogniser of the same name.
  public var orderNumbers: [Span<NumberSaid>] = []
  /// See `ItemNumbers`.
  public var itemNumbers: [Span<NumberSaid>] = []
  /// See `CustomerNumbers`.
  public var customerNumbers: [Span<String>] = []
  /// See `Emails`.
  public var emails: [Span<String>] = []
  /// Those of the e-mail addresses and the names that the speaker calls his own: not "I am not …", not "my neighbour …".
  public private(set) var ownEmails: [Span<String>] = []
  /// See `ownEmails`.
  public private(set) var ownNames: [Span<PersonName>] = []
  /// See `Phones`.
  public var phones: [Span<PhoneNumber>] = []
  /// See `Postcodes`.
  public var postcodes: [Span<Postcode>] = []
  /// See `PersonNames`.
  public var names: [Span<PersonName>] = []
  /// See `Addresses`.
  public var addresses: [Span<[AddressPart]>] = []
  /// See `Amounts`.
  public var amounts: [Span<Amount>] = []
  /// See `Quantities`.
  public var quantities: [Span<Quantity>] = []
  /// See `Ordinals`.
  public var ordinals: [Span<Int>] = []
  /// See `Measures`.
  public var measures: [Span<Measure>] = []
  /// See `Moments`.
  public var moments: [Span<Moment>] = []
  /// See `Wallets`.
  public var wallets: [Span<WalletReference>] = []
  /// See `CancelReasons`.
  public var reasons: [Span<CancelReason>] = []
  /// See `CardNumbers`.
  public var cardNumbers: [Span<String>] = []
  /// See `OneTimeCodes`.
  public var codes: [Span<String>] = []

  /// Finds all values in the words.
  public init(in tokens: Tokens, _ context: EntityContext) {
    orderNumbers = OrderNumbers.find(in: tokens, context)
    itemNumbers = ItemNumbers.find(in: tokens, context)
    customerNumbers = CustomerNumbers.find(in: tokens, context)
    emails = Emails.find(in: tokens, context)
    phones = Phones.find(in: tokens, context)
    postcodes = Postcodes.find(in: tokens, context)
    names = PersonNames.find(in: tokens, context)
    addresses = Addresses.find(in: tokens, context)
    amounts = Amounts.find(in: tokens, context)
    quantities = Quantities.find(in: tokens, context)
    ordinals = Ordinals.find(in: tokens, context)
    measures = Measures.find(in: tokens, context)
    moments = Moments.find(in: tokens, context)
    wallets = Wallets.find(in: tokens, context)
    reasons = CancelReasons.find(in: tokens, context)
    cardNumbers = CardNumbers.find(in: tokens, context)
    codes = OneTimeCodes.find(in: tokens, context)
    settle(context.expected)
    ownEmails = emails.filter { !NameOwner.isAnother($0.tokens, tokens) }
    ownNames = names.filter { !NameOwner.isAnother($0.tokens, tokens) }
  }

  /// Keeps of spans that compete for words those with the better claim.
  private mutating func settle(_ expected: Set<EntityKind>) {
    var claims = EntityClaims(expected: expected)
    claims.add(cardNumbers, .cardNumber)
    claims.add(emails, .email)
    claims.add(customerNumbers, .customerNumber)
    claims.add(orderNumbers, .orderNumber)
    claims.add(itemNumbers, .itemNumber)
    claims.add(phones, .phone)
    claims.add(codes, .code)
    claims.add(addresses, .address)
    claims.add(wallets, .wallet)
    claims.add(postcodes, .postcode)
    claims.add(names, .name)
    claims.add(moments, .moment)
    claims.add(amounts, .money)
    claims.add(measures, .measure)
    claims.add(ordinals, .ordinal)
    claims.add(quantities, .quantity)
    let kept = claims.kept()
    cardNumbers = kept.of(cardNumbers, .cardNumber)
    emails = kept.of(emails, .email)
    customerNumbers = kept.of(customerNumbers, .customerNumber)
    orderNumbers = kept.of(orderNumbers, .orderNumber)
    itemNumbers = kept.of(itemNumbers, .itemNumber)
    phones = kept.of(phones, .phone)
    codes = kept.of(codes, .code)
    addresses = kept.of(addresses, .address)
    wallets = kept.of(wallets, .wallet)
    postcodes = kept.of(postcodes, .postcode)
    names = kept.of(names, .name)
    moments = kept.of(moments, .moment)
    amounts = kept.of(amounts, .money)
    measures = kept.of(measures, .measure)
    ordinals = kept.of(ordinals, .ordinal)
    quantities = kept.of(quantities, .quantity)
    // A reason is a whole phrase and may hold other values ("ten dollars less").
    reasons.removeAll { $0.confidence < EntityClaims.least }
  }
}
