/// What the numbers of one kind look like: "#####" five digits, "W#######" a W and seven digits, "@@-####" two letters, a dash,
/// four digits. `#` stands for a digit, `@` for a letter, everything else for itself.
public struct NumberShape: Hashable, Codable, Sendable {
  /// The pattern, letters in upper case.
  public let pattern: String

  /// Makes a shape from its pattern; nil when it holds no place for a digit or a letter, or a mark other than "-", "/", "." and "_".
  public init?(_ pattern: String) {
    let upper = pattern.uppercased()
    let allowed = upper.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "#@-/._".contains($0)) }
    guard allowed, upper.contains(where: { $0 == "#" || $0 == "@" }) else { return nil }
    self.pattern = upper
  }

  /// A shape of so many digits (at least one).
  public static func digits(_ count: Int) -> NumberShape {
    NumberShape(digitCount: max(1, count))
  }

  private init(digitCount: Int) { pattern = String(repeating: "#", count: digitCount) }

  /// The pattern without its marks: what is said of a number.
  public var signs: [Character] { pattern.filter { $0 != "-" && $0 != "/" && $0 != "." && $0 != "_" } }

  /// Whether signs (upper case, no marks) fit.
  public func fits(_ said: some Collection<Character>) -> Bool {
    let signs = signs
    return said.count == signs.count && zip(said, signs).allSatisfy(Self.fits)
  }

  /// Puts the marks between signs that fit; nil when they do not.
  public func written(_ said: some Collection<Character>) -> String? {
    guard fits(said) else { return nil }
    var rest = said[...].makeIterator()
    return pattern.reduce(into: "") { text, sign in
      if "-/._".contains(sign) { text.append(sign) } else if let next = rest.next() { text.append(next) }
    }
  }

  static func fits(_ said: Character, _ sign: Character) -> Bool {
    switch sign {
    case "#": said.isASCII && said.isNumber
    case "@": said.isASCII && said.isLetter
    default: said == sign
    }
  }
}
