/// A sentence that bridges a silence of the voice.
package struct Filler: Sendable {
  /// The words; the samples that say them.
  package var text: String, samples: [Int16]

  /// Puts it together.
  package init(text: String, samples: [Int16]) {
    (self.text, self.samples) = (text, samples)
  }
}
