/// E-mail addresses in lower case: typed, or spoken with "at" and "dot", spelled, with remarks on the spelling; domains are mended toward common
/// ones and those of the context. Several offered in one breath are several spans, also when they share a domain.
public enum Emails {
  /// All that the words hold, in their order.
  public static func find(in tokens: Tokens, _ context: EntityContext) -> [Span<String>] {
    var spans: [Span<String>] = []
    let isExpected = context.expected.contains(.email)
    var index = 0
    var free = 0
    while index < tokens.count {
      defer { index += 1 }
      guard index >= free, let sign = sign(tokens, at: index, isExpected: isExpected, free: free),
        let domain = EmailDomain.read(tokens, at: sign.domain),
        domain.isWhole || sign.isSure(domain, tokens, isExpected)
      else { continue }
      if let span = address(tokens, sign, domain, free: free, context) {
        if let shared = sharing(tokens, before: span.tokens.lowerBound, domain, free: free, context) {
          spans.append(shared)
        }
        spans.append(span)
        free = domain.end
        if let other = otherDomain(tokens, span, after: domain.end, context) {
          spans.append(other)
          free = other.tokens.upperBound
        }
        index = free - 1
      }
    }
    return spans
  }

  /// Where an at sign stands.
  private struct Sign {
    /// The place behind the local part; the place of the domain.
    var local: Int
    var domain: Int
    /// Whether it was typed as "@"; whether "at" was really heard.
    var isTyped: Bool
    var isHeard = true

    /// Whether a provider without its last label ("tom at gmail") is an address here.
    func isSure(_ domain: EmailDomain, _ tokens: Tokens, _ isExpected: Bool) -> Bool {
      guard isHeard else { return false }
      let isPlain =
        domain.text.hasPrefix("outlook") || domain.text.hasPrefix("live") || domain.text.hasPrefix("verizon")
      return isTyped || isExpected || !isPlain
    }
  }

  private static func sign(_ tokens: Tokens, at place: Int, isExpected: Bool, free: Int) -> Sign? {
    if tokens.gap(place, holds: "@") {
      return Sign(local: place, domain: place, isTyped: true)
    }
    let text = tokens.text(place)
    if text == "at" || text == "@" {
      var domain = place + 1
      if tokens.matches(["the", "rate"], at: domain) { domain += 2 }
      if tokens.text(domain) == "sign" || tokens.text(domain) == "symbol" { domain += 1 }
      if tokens.text(domain) == "of" { domain += 1 }
      return Sign(local: place, domain: domain, isTyped: false)
    }
    let isNear = isExpected || tokens.has(["email", "mail"], before: place, reach: 8)
    guard isNear, place > free else { return nil }
    // "At" was misheard, or lost: a common provider shows where it was.
    if ["that", "add", "act", "hat", "it", "an", "et", "ad"].contains(text),
      let domain = EmailDomain.read(tokens, at: place + 1),
      isCommon(domain)
    {
      return Sign(local: place, domain: place + 1, isTyped: false, isHeard: false)
    }
    guard !tokens.gap(place, holds: "."), let domain = EmailDomain.read(tokens, at: place), domain.isWhole,
      isCommon(domain),
      EmailLocalPart.marks[tokens.text(place - 1)] == nil, tokens.text(place - 1) != "g", tokens.text(place - 1) != "at"
    else { return nil }
    return Sign(local: place, domain: place, isTyped: false, isHeard: false)
  }

  private static func isCommon(_ domain: EmailDomain) -> Bool {
    EmailDomain.providers[String(domain.text.prefix { $0 != "." })] != nil
  }

  private static func address(
    _ tokens: Tokens, _ sign: Sign, _ domain: EmailDomain, free: Int, _ context: EntityContext
  ) -> Span<String>? {
    let isExpected = context.expected.contains(.email)
    if sign.isTyped, tokens.gap(sign.local) == "@", sign.local > free {
      var start = sign.local - 1
      while start > free, [".", "_", "-", "+", "'", "..", "__", "&"].contains(tokens.gap(start)) { start -= 1 }
      let local = tokens.said(start..<sign.local).lowercased()
      return span(tokens, start..<domain.end, [(local, 0)], domain, 0.98, context)
    }
    guard let local = EmailLocalPart.read(tokens, before: sign.local, isExpected: isExpected), local.start >= free
    else {
      return nil
    }
    var trust = local.isMarked ? 0.88 : 0.75
    if !domain.isWhole { trust -= 0.1 }
    if !sign.isHeard { trust -= 0.25 }
    if !isExpected, !isCommon(domain), !local.isMarked,
      !tokens.has(["email", "mail", "address", "it's", "is", "try"], before: local.start + 1, reach: 6)
    {
      trust -= 0.1
    }
    return span(tokens, local.start..<domain.end, local.ways, domain, trust, context)
  }

  private static func span(
    _ tokens: Tokens, _ range: Range<Int>, _ ways: [(text: String, cost: Double)], _ domain: EmailDomain,
    _ trust: Double,
    _ context: EntityContext
  ) -> Span<String> {
    var readings: [Span<String>.Reading] = []
    for (domain, belief) in domain.mended(known: context.domains) {
      for way in ways { readings.append(.init(way.text + "@" + domain, trust * belief / (1 + way.cost))) }
    }
    readings.sort { ($1.confidence, $0.value) < ($0.confidence, $1.value) }
    return Span(range, readings[0], Array(readings.dropFirst().prefix(5)), said: tokens.said(range))
  }

  /// "T.adeyemi, or tomas.a at example dot org": what was said before "or" has the same domain.
  private static func sharing(
    _ tokens: Tokens, before place: Int, _ domain: EmailDomain, free: Int, _ context: EntityContext
  ) -> Span<String>? {
    guard place - 1 > free, tokens.text(place - 1) == "or" else { return nil }
    let end = place - 1
    guard let local = EmailLocalPart.read(tokens, before: end, isExpected: false), local.start >= free, local.isMarked
    else {
      return nil
    }
    let found = span(tokens, local.start..<end, local.ways, domain, 0.8, context)
    return found
  }

  /// "Tom at gmail dot com, or yahoo dot com": another domain for the same local part.
  private static func otherDomain(
    _ tokens: Tokens, _ span: Span<String>, after place: Int, _ context: EntityContext
  ) -> Span<String>? {
    guard tokens.text(place) == "or" else { return nil }
    let start = tokens.text(place + 1) == "at" ? place + 2 : place + 1
    guard let domain = EmailDomain.read(tokens, at: start), domain.isWhole || isCommon(domain),
      !tokens.gap(domain.end, holds: "@"),
      !(start..<domain.end).contains(where: { tokens.gap($0, holds: "@") && $0 > start }),
      tokens.text(domain.end) != "at"
    else { return nil }
    let ways = span.readings.map { (text: String($0.value.prefix { $0 != "@" }), cost: 0.0) }
    var seen: [(text: String, cost: Double)] = []
    for way in ways where !seen.contains(where: { $0.text == way.text }) {
      seen.append((way.text, 0.3 * Double(seen.count)))
    }
    return self.span(tokens, start..<domain.end, seen, domain, span.confidence * 0.95, context)
  }
}
