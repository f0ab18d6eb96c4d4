internal import Audio
internal import Conversations
internal import Discourse
internal import Synchronization

/// Follows one call's utterances through a decoder. Lives on the decoder's thread, except for `silence`.
// Unchecked, because its state is confined to the decoder's thread, and `silence`, the exception, guards itself.
final class UtteranceListener: @unchecked Sendable {
  private struct Utterance {
    var number: Int
    var search: SearchName
    var resampler = Resampler(.up)
    /// All that was heard, at 8,000 a second, for a second opinion.
    var samples: [Int16] = []
    /// Samples since the last partial.
    var unreported = 0
    var partial = ""
    var cpu = 0.0
  }

  private let models: DomainModels
  private let onEvent: @Sendable (RecognitionEvent) -> Void
  private let silenced = Mutex(false)
  private var search = SearchName.free
  private var utterance: Utterance?

  /// Samples between partials: 100 ms.
  private static let interval = 800
  /// Below this a grammar's answer is doubted and the utterance is decoded again.
  private static let doubtful = 0.6

  init(models: DomainModels, onEvent: @escaping @Sendable (RecognitionEvent) -> Void) {
    self.models = models
    self.onEvent = onEvent
  }

  /// No event after this, from any thread.
  func silence() { silenced.withLock { $0 = true } }

  func expect(_ expectation: Expectation) {
    search = SearchName(expectation, hasStores: !models.storeNames.isEmpty)
  }

  func begin(_ number: Int, _ decoder: Decoder) {
    abandon(decoder)
    let start = threadCPU()
    do {
      try models.prepare(search, in: decoder)
      try decoder.start(search.name)
      utterance = Utterance(number: number, search: search, cpu: threadCPU() - start)
    } catch {
      report(.failed(utterance: number, message: error.message))
    }
  }

  func feed(_ samples: [Int16], _ decoder: Decoder) {
    guard var current = utterance else { return }
    let room = Int(models.settings.maximumUtteranceSeconds * Double(SpeechFormat.sampleRate)) - current.samples.count
    guard room > 0 else { return }
    let start = threadCPU()
    let heard = samples.count > room ? Array(samples.prefix(room)) : samples
    current.samples += heard
    current.unreported += heard.count
    decoder.process(current.resampler.process(heard))
    if current.unreported >= Self.interval {
      current.unreported = 0
      decoder.updateMean()
      let text = Words.normalized(decoder.hypothesis)
      if text != current.partial {
        current.partial = text
        report(.partial(utterance: current.number, text: text, satisfied: false))
      } else if !text.isEmpty, current.search.isSatisfied(by: text) {
        // Complete, and unchanged for a tenth of a second: a grammar of five digits sees five in four at first.
        report(.partial(utterance: current.number, text: text, satisfied: true))
      }
    }
    current.cpu += threadCPU() - start
    utterance = current
  }

  func end(_ number: Int, _ decoder: Decoder) {
    guard let current = utterance, current.number == number else { return }
    utterance = nil
    let start = threadCPU()
    decoder.finish()
    var heard = [(search: current.search, way: alternative(decoder, current.search, current.samples.count))]
    if current.search != .free, heard[0].way.confidence < Self.doubtful {
      heard += secondOpinions(current, decoder)
    }
    let contrast = Double(Levels.contrast(current.samples))
    var alternatives: [Alternative] = []
    for (search, way) in heard.sorted(by: { $0.way.confidence > $1.way.confidence })
    where !way.text.isEmpty && !alternatives.contains(where: { $0.text == way.text }) {
      alternatives.append(Confidence.calibrated(way, search, contrast: contrast))
    }
    let transcript = Transcript(alternatives: Array(alternatives.prefix(models.settings.maximumAlternatives)))
    report(.final(utterance: number, transcript, cpu: current.cpu + threadCPU() - start))
  }

  func cancel(_ number: Int, _ decoder: Decoder) {
    if utterance?.number == number { abandon(decoder) }
  }

  /// Ends what is under way without a word.
  func abandon(_ decoder: Decoder) {
    guard utterance != nil else { return }
    utterance = nil
    decoder.finish()
  }

  /// Decodes the whole utterance again: with the same grammar and the utterance's own mean, and as free speech.
  private func secondOpinions(_ current: Utterance, _ decoder: Decoder) -> [(search: SearchName, way: Alternative)] {
    let mean = decoder.cepstralMean
    defer { decoder.cepstralMean = mean }
    var resampler = Resampler(.up)
    let samples = resampler.process(current.samples)
    var opinions: [(search: SearchName, way: Alternative)] = []
    for search in [current.search, .free] {
      guard (try? decoder.start(search.name)) != nil else { continue }
      decoder.process(samples, whole: true)
      decoder.finish()
      opinions.append((search, alternative(decoder, search, current.samples.count)))
    }
    return opinions
  }

  private func alternative(_ decoder: Decoder, _ search: SearchName, _ samples: Int) -> Alternative {
    Alternative(
      text: Words.normalized(decoder.hypothesis),
      confidence: Confidence.of(decoder.segments, search: search, samples: samples))
  }

  private func report(_ event: RecognitionEvent) {
    guard !silenced.withLock({ $0 }) else { return }
    onEvent(event)
  }
}
