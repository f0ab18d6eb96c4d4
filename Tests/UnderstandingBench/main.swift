import AisleTesting
import Commerce
import Dialogue
import Discourse
import Foundation
import Understanding

let isReading = CommandLine.arguments.contains("--read")
let files = CommandLine.arguments.dropFirst().filter { $0 != "--read" }
guard !files.isEmpty else {
  print(
    "usage: UnderstandingBench [--read] FILE ...    (one sentence a line, or JSON objects with \"text\"; --read: what they mean)"
  )
  exit(2)
}
let texts = try files.flatMap(Sentences.read).filter { !$0.isEmpty }
let products = Sentences.products()
if products.isEmpty { print("no catalogue (AISLE_TAU_DATA): the reader knows no goods") }

let fixture = try RetailFixture.intents()
let lexicon = Lexicon(products: products)
let triggers = fixture.triggers(for: products, try RetailFixture.artefacts().knowledge)
var understander: Understander?
let training = Stopwatch.milliseconds { understander = Understander(triggers: triggers, lexicon: lexicon) }
guard let understander else { exit(1) }
print(
  "training on the intent map: \(triggers.reduce(0) { $0 + $1.sentences.count }) sentences, \(triggers.count) labels, "
    + String(format: "%.2f s", training / 1_000))

let stores = StoreMatcher(stores: RetailFixture.stores)
let context = ReadingContext(
  lexicon: lexicon, entities: EntityContext(today: RetailFixture.today, now: TimeOfDay(minutes: 600)))
if isReading {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  for text in texts {
    let transcript = Transcript(typed: text)
    let meant = [
      Reader.read(transcript, in: context), understander.commands(transcript, expecting: .anything, stores: stores),
    ]
    print(String(decoding: try encoder.encode(meant), as: UTF8.self))
  }
  exit(0)
}
var (classifier, reader, both) = (Times(), Times(), Times())
// The first sentences make tables that are made once.
for text in texts.prefix(20) { _ = Reader.read(Transcript(typed: text), in: context) }
for text in texts {
  let transcript = Transcript(typed: text)
  let classified = Stopwatch.median(3) {
    _ = understander.commands(transcript, expecting: .anything, stores: stores)
  }
  let read = Stopwatch.median(3) { _ = Reader.read(transcript, in: context) }
  classifier.add(classified, text)
  reader.add(read, text)
  both.add(classified + read, text)
}
print(classifier.summary("classifier"))
print(reader.summary("reader"))
print(both.summary("both"))
print("slowest:")
print(both.slowest(5).joined(separator: "\n"))

if let folder = ProcessInfo.processInfo.environment["AISLE_ENCODER"] {
  let parts = try SentenceEncoder.Files.names.map {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent($0)))
  }
  let files = SentenceEncoder.Files(configuration: parts[0], vocabulary: parts[1], tensors: parts[2])
  for precision in [EncoderPrecision.int8, .float32] {
    let encoder = try SentenceEncoder(files, precision: precision)
    // Thirty short words and the two marks around them.
    let thirty = Array(repeating: "the", count: 30).joined(separator: " ")
    let long = Stopwatch.median(25) { _ = encoder.encode(thirty) }
    print(String(format: "encoder %@: 32 word pieces in %.2f ms", precision.rawValue, long))
    var encoding = Times()
    for text in texts { encoding.add(Stopwatch.milliseconds { _ = encoder.encode(text) }, text) }
    print(encoding.summary("encoder \(precision.rawValue)"))
  }
}
