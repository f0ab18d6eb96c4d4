/// The senses of words, in which different ways of saying one thing meet: contractions undone, endings cut, and words that
/// customers use for the same thing put as one. They count beside the words as they were said, not instead of them.
enum Senses {
  /// The senses of a sentence's words, in order.
  static func of(_ words: [String]) -> [String] {
    var senses: [String] = []
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      for part in Contractions.parts(word, next: next) ?? [word] { senses.append(sense(part)) }
    }
    return senses
  }

  private static func sense(_ word: String) -> String {
    if let form = forms[word] { return form }
    let stem = stem(word)
    return groups[stem] ?? stem
  }

  /// A word without its ending: rough, but the same for the forms of one word.
  static func stem(_ word: String) -> String {
    var bytes = Array(word.utf8)
    guard bytes.allSatisfy(Slips.isLetter) else { return word }
    for ending in endings where bytes.count >= ending.count + 3 && bytes.suffix(ending.count).elementsEqual(ending) {
      // "Dress" is no plural.
      if ending.count == 1, ending[0] == s, bytes[bytes.count - 2] == s { continue }
      bytes.removeLast(ending.count)
      break
    }
    // "Shipped" and "ship"; but "sell" and "pass" are whole.
    if let last = bytes.last, bytes.count > 3, bytes[bytes.count - 2] == last, last != s, last != l {
      bytes.removeLast()
    }
    if bytes.count > 2, bytes.last == i { bytes[bytes.count - 1] = y }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let endings = ["ing", "ed", "es", "s", "ly", "e"].map { Array($0.utf8) }
  private static let (s, l, i, y) = (
    UInt8(ascii: "s"), UInt8(ascii: "l"), UInt8(ascii: "i"), UInt8(ascii: "y")
  )

  /// Small words of one sense.
  private static let forms: [String: String] = [
    "does": "do", "did": "do", "has": "have", "had": "have", "are": "is", "was": "is", "were": "is", "am": "is",
    "could": "can", "never": "not", "no": "not",
  ]

  /// Words for the same thing, by their stems.
  private static let groups: [String: String] = {
    var groups: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      for word in words { groups[stem(word)] = "=" + words[0] }
    }
    return groups
  }()

  private static let table = """
    parcel package shipment box packet
    order purchase
    store shop branch location outlet showroom
    return send bring
    broken damaged cracked smashed torn faulty defective dented shattered ripped ruined scratched
    late delayed overdue stuck
    wrong incorrect
    change modify update edit alter amend correct fix
    exchange swap trade replace replacement switch
    person human agent representative rep operator someone somebody manager
    cost price fee charge
    bill invoice receipt
    point reward loyalty tier member membership
    pay paid payment
    speak talk chat call phone ring
    appointment booking slot session fitting class workshop
    employee staff worker clerk associate lady guy driver courier
    arrive come show
    where locate track find
    recommend suggest suggestion recommendation advice
    sale discount promotion deal offer coupon code
    login log sign password
    text sms email message notification newsletter mail
    stop unsubscribe
    hurt injured burned burnt hospital fire smoke shock exploded dangerous hazard bleeding
    available stock left
    website site app page checkout browser
    address street
    receive received got gotten
    missing lost
    refund reimbursed
    want need
    terrible awful horrible worst rude unacceptable
    great nice lovely wonderful good excellent
    open close shut hours
    big large bigger larger
    small little smaller
    """
}
