internal import Conversations
internal import Foundation

/// What every decoder of a retailer loads: dictionary excerpt, language model, names of stores that can be pronounced. Files
/// live in a directory of their own until the value's owner removes it.
struct DomainModels: Sendable {
  let settings: PocketSphinxSettings
  let directory: String
  let storeNames: [String]

  var dictionary: String { directory + "/words.dict" }
  var languageModel: String { directory + "/free.arpa" }

  init(settings: PocketSphinxSettings, domain: RecognitionDomain) throws(SpeechEngineError) {
    self.settings = settings
    let names = domain.storeNames.map(Self.plain).filter { !$0.isEmpty }
    let plain = RecognitionDomain(sentences: domain.sentences.map(Self.plain), storeNames: names)
    let grammars = [Grammar.yesNo, Grammar.digits(count: 5), Grammar.stores(["store"]), Grammar.menu(keys: [])]
    let fixed = grammars.reduce(into: Set<String>()) { $0.formUnion(Grammar.words(of: $1)) }
    let said = (plain.sentences + names).flatMap { $0.split(separator: " ").map(String.init) }
    let lexicon = try Lexicon(
      dictionary: settings.modelDirectory + "/cmudict-en-us.dict",
      words: fixed.union(said).union(DomainLanguage.everyday).subtracting(["<number>", "<store>"]))
    let readable: (String) -> Bool = { text in
      text.split(separator: " ").allSatisfy { !lexicon.unreadable.contains(String($0)) }
    }
    storeNames = names.filter(readable)
    let model = DomainLanguage.model(
      of: RecognitionDomain(sentences: plain.sentences.filter(readable), storeNames: storeNames))
    do {
      let place = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-speech-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      directory = place.path
      try lexicon.text.write(toFile: directory + "/words.dict", atomically: false, encoding: .utf8)
      try model.arpa().write(toFile: directory + "/free.arpa", atomically: false, encoding: .utf8)
    } catch {
      throw SpeechEngineError(.unavailable, "pocketsphinx: the models could not be written: \(error)")
    }
  }

  /// A decoder with the searches that every call needs.
  func makeDecoder() throws(SpeechEngineError) -> Decoder {
    let decoder = try Decoder(settings: settings, dictionary: dictionary)
    try decoder.add(modelFile: languageModel, name: SearchName.free.name)
    for search in [SearchName.yesNo, .store] { try prepare(search, in: decoder) }
    decoder.cepstralMean = settings.cepstralMean
    return decoder
  }

  /// Adds the search to the decoder unless it is there.
  func prepare(_ search: SearchName, in decoder: Decoder) throws(SpeechEngineError) {
    guard !decoder.has(search.name) else { return }
    switch search {
    case .free: break
    case .yesNo: try decoder.add(grammar: Grammar.yesNo, name: search.name)
    case .store where storeNames.isEmpty: break
    case .store: try decoder.add(grammar: Grammar.stores(storeNames), name: search.name)
    case .digits(let count): try decoder.add(grammar: Grammar.digits(count: count), name: search.name)
    case .menu(let keys): try decoder.add(grammar: Grammar.menu(keys: keys), name: search.name)
    }
  }

  /// Lower case, letters, apostrophes and the two placeholders only.
  private static func plain(_ text: String) -> String {
    text.lowercased().split(whereSeparator: { " -,.?!;:\"".contains($0) }).joined(separator: " ")
      .replacing("’", with: "'")
  }
}
