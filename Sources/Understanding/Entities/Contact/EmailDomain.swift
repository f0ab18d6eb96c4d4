internal import Discourse

/// The part of an e-mail address behind the at sign, typed or spoken.
struct EmailDomain {
  /// In lower case, as read.
  var text: String
  /// The place behind it.
  var end: Int
  /// Whether the last label was said; "tom at gmail" says none.
  var isWhole: Bool
  /// Whether it was typed without spaces.
  var isTyped: Bool

  /// Providers that are named without what follows the dot.
  static let providers: [String: String] = [
    "gmail": "gmail.com", "yahoo": "yahoo.com", "hotmail": "hotmail.com", "icloud": "icloud.com", "aol": "aol.com",
    "outlook": "outlook.com", "protonmail": "protonmail.com", "comcast": "comcast.net", "googlemail": "googlemail.com",
    "ymail": "ymail.com", "msn": "msn.com", "verizon": "verizon.net", "gmx": "gmx.de", "live": "live.com",
  ]

  /// Labels as a recogniser writes them.
  private static let misheard: [String: String] = [
    "geemail": "gmail", "jeemail": "gmail", "gmel": "gmail", "jeanmail": "gmail", "gemail": "gmail", "dmail": "gmail",
    "gmale": "gmail", "hotmale": "hotmail", "eyecloud": "icloud", "icloude": "icloud", "yahu": "yahoo",
    "yahoot": "yahoo",
    "aoel": "aol", "aohell": "aol", "outlok": "outlook", "protomail": "protonmail",
  ]
  private static let lastLabels: [String: String] = {
    let labels = """
      com org net edu gov io co uk us ca de fr es it nl eu au info biz me dev app shop store ch at be se no dk fi pl pt ie \
      nz jp cn br mx tv cc xyz online ru za in mil int test example site cz gr hu ro tr kr
      """
    var known = Dictionary(uniqueKeysWithValues: labels.split(separator: " ").map { (String($0), String($0)) })
    for (heard, label) in [
      ("calm", "com"), ("comm", "com"), ("come", "com"), ("kom", "com"), ("cum", "com"), ("calmed", "com"),
      ("comb", "com"),
      ("commm", "com"), ("ork", "org"), ("orgs", "org"), ("nett", "net"), ("knit", "net"), ("con", "com"),
      ("cm", "com"),
      ("edyou", "edu"), ("vom", "com"), ("cpm", "com"), ("xom", "com"),
    ] { known[heard] = label }
    return known
  }()

  /// The dot before or at a place, and the place behind it.
  static func dot(_ tokens: Tokens, at place: Int) -> Int? {
    let gap = tokens.gap(place)
    if place < tokens.count, gap == "." || gap == " . " || gap == " ." { return place }
    let text = tokens.text(place)
    if text == "dot" || text == "point" || text == "period" || text == "dott" { return place + 1 }
    return text == "full" && tokens.text(place + 1) == "stop" ? place + 2 : nil
  }

  /// The domain that begins at a place.
  static func read(_ tokens: Tokens, at start: Int) -> EmailDomain? {
    var index = start
    if tokens.text(index) == "the", !tokens.gap(index + 1, holds: ".") { index += 1 }
    let first = index
    var labels: [String] = []
    var current = ""
    var words = 0
    while index < tokens.count {
      if !current.isEmpty, let behind = dot(tokens, at: index) {
        labels.append(misheard[current] ?? current)
        current = ""
        words = 0
        index = behind
        if let (label, end) = lastLabel(tokens, at: index, following: labels) {
          return finished(labels + label, first, end, tokens)
        }
        continue
      }
      let text = tokens[index].text
      // "Yahoo com": the dot was not said.
      if let provider = providers[misheard[current] ?? current], labels.isEmpty, lastLabels[text] != nil,
        text.utf8.count >= 3,
        provider.hasSuffix(lastLabels[text] ?? "")
      {
        return EmailDomain(text: provider, end: index + 1, isWhole: true, isTyped: false)
      }
      guard index == first || dot(tokens, at: index) == nil, labels.count < 4, words < 4,
        index == first || !tokens.pauses(before: index), let label = label(tokens, at: index, isFirst: words == 0)
      else { break }
      current += (words > 0 && tokens.gap(index) == "-" ? "-" : "") + label
      words += 1
      index += 1
      // A provider alone: what follows is no part of it.
      if labels.isEmpty, let provider = providers[misheard[current] ?? current], dot(tokens, at: index) == nil,
        lastLabels[tokens.text(index)].map({ provider.hasSuffix($0) }) != true,
        current != "live" || index >= tokens.count
      {
        return EmailDomain(text: provider, end: index, isWhole: false, isTyped: false)
      }
    }
    return nil
  }

  private static func finished(_ labels: [String], _ start: Int, _ end: Int, _ tokens: Tokens) -> EmailDomain {
    let isTyped = (start + 1..<max(end, start + 1)).allSatisfy { tokens[$0].isGlued }
    return EmailDomain(text: labels.joined(separator: "."), end: end, isWhole: true, isTyped: isTyped)
  }

  /// Words that "at" goes on with in ordinary speech, and no domain is said with.
  private static let never: Set<String> = [
    "a", "an", "my", "your", "his", "her", "our", "their", "this", "that", "these", "those", "it", "is", "was", "and",
    "or", "for", "to",
    "in", "on", "of", "least", "most", "all", "noon", "night", "home", "work", "you", "him", "them", "any", "some",
    "what", "which", "no",
    "first", "last", "once", "present", "the", "at",
  ]

  /// One word's share of a label.
  private static func label(_ tokens: Tokens, at place: Int, isFirst: Bool) -> String? {
    let text = tokens[place].text
    if text == "dash" || text == "hyphen" { return isFirst ? nil : "-" }
    if case .unit(let unit)? = NumberWord.of(text) { return text.utf8.count == 1 ? text : String(unit) }
    guard text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }),
      tokens[place].isGlued && !isFirst || tokens.gap(place + 1) == "." || !never.contains(text)
    else { return nil }
    return text
  }

  /// What ends a domain: "com", "c o m", "co dot uk", "co uk", "u k"; more labels follow where a dot follows.
  private static func lastLabel(_ tokens: Tokens, at place: Int, following: [String]) -> ([String], Int)? {
    guard place < tokens.count else { return nil }
    var index = place
    var label = tokens[index].text
    index += 1
    if label.utf8.count == 1 {
      while index < tokens.count, tokens[index].text.utf8.count == 1, label.utf8.count < 4, tokens[index].text != "a" {
        label += tokens[index].text
        index += 1
      }
      if lastLabels[label] == nil, label.hasPrefix("co"), lastLabels[String(label.dropFirst(2))] != nil {
        return (["co", String(label.dropFirst(2))], index)
      }
    }
    guard let known = lastLabels[label] else {
      // A country's two letters, when typed.
      return label.utf8.count == 2 && tokens[place].isGlued && dot(tokens, at: index) == nil ? ([label], index) : nil
    }
    if let behind = dot(tokens, at: index),
      let (more, end) = lastLabel(tokens, at: behind, following: following + [known])
    {
      return ([known] + more, end)
    }
    // "Co uk", "com au": the second dot was not said.
    if known == "co" || known == "com", !tokens.pauses(before: index) {
      if tokens.text(index) == "uk" || tokens.text(index) == "au" { return ([known, tokens.text(index)], index + 1) }
      if tokens.matches(["u", "k"], at: index) { return ([known, "uk"], index + 2) }
    }
    return ([known], index)
  }

  // MARK: Mending

  private static let common = [
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "googlemail.com", "protonmail.com",
    "comcast.net",
    "verizon.net", "hotmail.co.uk", "yahoo.co.uk", "outlook.co.uk", "btinternet.com", "sbcglobal.net", "bellsouth.net",
  ]
  /// Domains that are near a common one and yet exist.
  private static let real: Set<String> = [
    "ymail.com", "email.com", "mail.com", "gmx.com", "gmx.de", "gmail.com", "rocketmail.com", "fastmail.com",
    "mailbox.org",
    "hotmail.de", "hotmail.fr", "yahoo.de", "yahoo.fr", "yahoo.ca", "outlook.de", "outlook.fr", "yahoo.es", "yahoo.in",
    "hotmail.it", "hotmail.es", "yahoo.it", "mymail.com", "zmail.com", "hushmail.com", "yahoo.co",
  ]

  /// The domain that was most likely meant, then others; the first with how sure that is.
  func mended(known: [String]) -> [(text: String, trust: Double)] {
    if Self.common.contains(text) || Self.real.contains(text) || known.contains(text) { return [(text, 1)] }
    let near = (known + Self.common).compactMap { domain -> (domain: String, distance: Int)? in
      let name = domain.prefix { $0 != "." }
      guard name.utf8.count >= 4, abs(domain.utf8.count - text.utf8.count) < 2 else { return nil }
      let distance = EditDistance.between(domain, text)
      let isNear = distance == 1 || distance == 2 && name.utf8.count >= 5 && domain.utf8.count == text.utf8.count
      return isNear ? (domain, distance) : nil
    }.min { $0.distance < $1.distance }
    guard let near else { return [(text, 1)] }
    return [(near.domain, isTyped ? 0.75 : 0.85), (text, isTyped ? 0.4 : 0.3)]
  }
}
