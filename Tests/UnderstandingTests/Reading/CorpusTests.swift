import Discourse
import Foundation
import Testing
import Understanding

/// What the reader makes of the corpus over the public retail world's catalogue. What it is known to get wrong is listed with the
/// corpus; more must not be.
@Suite struct CorpusTests {
  @Test(.enabled(if: Catalogues.tau != nil, "the public retail world's products are not on this machine"))
  func everySentenceMeansWhatItShould() throws {
    let lexicon = try #require(Catalogues.tau)
    var wrong: [String] = []
    var known: Set<String> = []
    for (name, text) in Corpus.all {
      for entry in Corpus.entries(text) {
        let got = Reading(lexicon, entry.context).text(entry.said)
        guard got != entry.golden else { continue }
        let marks = Corpus.pending.filter { entry.said.contains($0) }
        known.formUnion(marks)
        if marks.isEmpty { wrong.append("\(name): \(entry.said)\n  should be \(entry.golden)\n  is        \(got)") }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    let mended = Corpus.pending.filter { !known.contains($0) }
    #expect(mended.isEmpty, "right by now, to be taken off the list of what is known to be wrong: \(mended)")
  }

  @Test func theCorpusIsWide() {
    #expect(Corpus.all.map { Corpus.entries($0.text).count }.reduce(0, +) >= 400)
  }

  @Test(.enabled(if: Catalogues.tau != nil, "the public retail world's products are not on this machine"))
  func theSameWordsAlwaysMeanTheSame() throws {
    let lexicon = try #require(Catalogues.tau)
    for (_, text) in Corpus.all {
      for entry in Corpus.entries(text) {
        let reading = Reading(lexicon, entry.context)
        let first = Reader.read(Transcript(typed: entry.said), in: reading.context)
        #expect(Reader.read(Transcript(typed: entry.said), in: reading.context) == first)
      }
    }
  }
}
