internal import CFlite

/// Reads an unknown word aloud with flite's lexicon and letter-to-sound rules, in the acoustic model's phones.
struct LetterToSound {
  private let lexicon: UnsafePointer<cst_lexicon>?

  init() {
    lexicon = FliteLibrary.makeVoice(named: "cmu_us_rms")
      .flatMap { feat_val($0.pointee.features, "lexicon") }
      .flatMap { val_lexicon($0) }
      .map { UnsafePointer($0) }
  }

  /// The phones, separated by spaces; nil for anything but letters and apostrophes.
  func phones(of word: String) -> String? {
    guard let lexicon, !word.isEmpty, word.utf8.count < 40,
      word.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || $0 == UInt8(ascii: "'") })
    else { return nil }
    guard let list = lex_lookup(lexicon, word, nil, nil) else { return nil }
    defer { delete_val(list) }
    var phones: [String] = []
    var rest: UnsafePointer<cst_val>? = UnsafePointer(list)
    while let cell = rest {
      if let head = val_car(cell), let name = val_string(head) {
        // Stress digits go, and the schwa is the model's AH.
        let phone = String(cString: name).filter(\.isLetter).uppercased()
        phones.append(phone == "AX" ? "AH" : phone)
      }
      rest = val_cdr(cell)
    }
    return phones.isEmpty ? nil : phones.joined(separator: " ")
  }
}
