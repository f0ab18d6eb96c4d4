internal import Audio
internal import Conversations
internal import Discourse
internal import Foundation

/// Makes words of the sound of one utterance.
struct MoonshineListener: Sendable {
  /// Seconds that the model hears at once; longer utterances are heard in pieces.
  private static let longest = 20

  let network: MoonshineNetwork
  private let graphs: AnswerGraphs
  /// What exists: likelier in free speech than the model alone has it.
  private var bias: PieceBias

  /// - Parameter domain: What exists.
  init(network: MoonshineNetwork, domain: RecognitionDomain) {
    self.network = network
    graphs = AnswerGraphs(vocabulary: network.vocabulary, stores: domain.storeNames)
    bias = PieceBias(
      network.vocabulary, phrases: domain.terms, numbers: domain.numberLengths)
  }

  /// The same with what one call makes likely besides.
  func expecting(_ terms: [String]) -> MoonshineListener {
    var more = self
    more.bias = bias.adding(terms)
    return more
  }

  /// What the samples (8,000 a second) sound like so far: the likeliest words alone, quickly.
  func glimpse(_ samples: [Int16]) throws -> String {
    let first = try network.listen(Self.sound(samples))
    let found = try PieceSearch(graph: nil, width: 1, limit: Self.limit(samples.count)).run(
      first: first, next: network.next)
    return found.first.map(words) ?? ""
  }

  /// What was said, in all ways that are likely.
  func hear(_ samples: [Int16], _ expected: Expectation) throws -> Transcript {
    // Most people's numbers are as long as most of the country's.
    let expectation = if case .telephone(let digits?) = expected { Expectation.digits(count: digits) } else { expected }
    let size = Self.longest * SpeechFormat.sampleRate
    guard samples.count <= size else { return try long(samples, size) }
    let first = try network.listen(Self.sound(samples))
    let limit = Self.limit(samples.count)
    let free = try PieceSearch(graph: nil, width: 8, limit: limit, bias: bias).run(first: first, next: network.next)
    var expected: [PieceSearch.Found] = []
    if let graph = graphs.graph(expectation) {
      let length = if case .digits(let count) = expectation { 6 * count + 12 } else { 16 }
      expected = try PieceSearch(graph: graph, width: 8, limit: length).run(first: first, next: network.next)
    }
    return AnswerChoice(expectation: expectation).choose(
      free: free.map { ($0, words($0)) }, expected: expected.map { ($0, words($0)) })
  }

  /// More than the model hears at once: one part after the other.
  private func long(_ samples: [Int16], _ size: Int) throws -> Transcript {
    var (texts, confidence) = ([String](), 1.0)
    for start in stride(from: 0, to: samples.count, by: size) {
      let part = Array(samples[start..<min(start + size, samples.count)])
      guard let heard = try hear(part, .anything).alternatives.first else { continue }
      texts.append(heard.text)
      confidence = min(confidence, heard.confidence)
    }
    return Transcript(
      alternatives: texts.isEmpty ? [] : [Alternative(text: texts.joined(separator: " "), confidence: confidence)])
  }

  private func words(_ found: PieceSearch.Found) -> String { EngineWords.plain(network.vocabulary.text(found.pieces)) }

  /// Nobody says more than so many pieces in that time; noise would otherwise be heard as endless talk.
  private static func limit(_ samples: Int) -> Int { 8 + samples * 13 / (2 * SpeechFormat.sampleRate) }

  /// 16,000 samples a second between -1 and 1, at an even loudness, with silence around.
  static func sound(_ samples: [Int16]) -> [Float] {
    var resampler = Resampler(.up)
    let silence = [Int16](repeating: 0, count: SpeechFormat.sampleRate / 5)
    let wide = resampler.process(silence + samples + silence)
    let peak = wide.reduce(Float(1)) { max($0, abs(Float($1))) }
    // Faint sound is only raised so far: a quiet line is no voice.
    let gain = min(0.5 * 32_768 / peak, 16) / 32_768
    return wide.map { Float($0) * gain }
  }
}
