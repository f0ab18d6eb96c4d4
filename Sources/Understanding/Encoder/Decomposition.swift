internal import Foundation

/// Canonical decomposition, which the standard library does not offer: "é" as "e" and its accent.
enum Decomposition {
  static func scalars(_ text: String) -> String.UnicodeScalarView {
    // Plain ASCII, nearly always, has nothing to take apart.
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.unicodeScalars }
    return text.decomposedStringWithCanonicalMapping.unicodeScalars
  }
}
