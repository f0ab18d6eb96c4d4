public import Discourse

/// How much of a message is read. What customers say and write is far within; what is far beyond it is no message to them that read it, and
/// readers that look at each word from each other one would be kept busy by it for a long time.
public enum ReadableText {
  /// More words are not read: four times what is said in a minute.
  static let mostWords = 400
  /// Of a longer word, and of more marks in a row, only so much is read, in Unicode scalars: no word, number or address part is as long.
  static let longestWord = 64
  static let mostMarks = 16

  /// What is read of a text: all of it, unless it is far too long.
  public static func bounded(_ text: String) -> String {
    guard text.utf8.count > mostMarks else { return text }
    var kept = String.UnicodeScalarView()
    var isCut = false
    var words = 0
    var length = 0
    var isWord = false
    for scalar in text.unicodeScalars {
      let belongs = isPart(scalar)
      if belongs != isWord || length == 0 {
        (isWord, length) = (belongs, 0)
        if belongs { words += 1 }
        if words > mostWords {
          isCut = true
          break
        }
      }
      length += 1
      if length > (isWord ? longestWord : mostMarks) {
        isCut = true
      } else {
        kept.append(scalar)
      }
    }
    return isCut ? String(kept) : text
  }

  /// Whether a scalar is part of a word, with the marks that combine with its letters.
  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return switch scalar.value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x27: true
      default: false
      }
    }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber, .format:
      true
    default: scalar == "’"
    }
  }
}

extension Transcript {
  /// What is read of it.
  public var readable: Transcript {
    Transcript(
      alternatives: alternatives.map {
        Alternative(text: ReadableText.bounded($0.text), confidence: $0.confidence)
      })
  }
}
