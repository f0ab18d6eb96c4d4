internal import CPocketSphinx
internal import Glibc

/// One PocketSphinx decoder. Not thread-safe: it belongs to one thread from `init` on.
final class Decoder {
  /// Frames a second the decoder counts in.
  static let frameRate = 100.0

  private let decoder: OpaquePointer

  /// Loads the acoustic model and a dictionary.
  init(settings: PocketSphinxSettings, dictionary: String) throws(SpeechEngineError) {
    let options: [(String, String)] = [
      ("-hmm", settings.modelDirectory + "/en-us"), ("-dict", dictionary), ("-logfn", "/dev/null"),
      // The lattice pass can take half a minute on noise. Scoring all states makes acoustic scores comparable: see Confidence.
      ("-bestpath", "no"), ("-maxhmmpf", String(settings.maximumStatesPerFrame)), ("-compallsen", "yes"),
    ]
    let words: [String] = ["aisle"] + options.flatMap { [$0.0, $0.1] }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    defer { arguments.forEach { free($0) } }
    guard
      let config = cmd_ln_parse_r(nil, ps_args(), Int32(arguments.count), &arguments, 1)
    else { throw SpeechEngineError(.unavailable, "pocketsphinx: options were refused") }
    defer { cmd_ln_free_r(config) }
    guard let decoder = ps_init(config) else {
      throw SpeechEngineError(.unavailable, "pocketsphinx: no model in \(settings.modelDirectory)")
    }
    self.decoder = decoder
  }

  deinit { ps_free(decoder) }

  // MARK: Searches

  /// Adds a grammar under a name.
  func add(grammar: String, name: String) throws(SpeechEngineError) {
    guard ps_set_jsgf_string(decoder, name, grammar) == 0 else {
      throw SpeechEngineError(.failed, "pocketsphinx: grammar \(name) was refused")
    }
  }

  /// Adds an n-gram model from an ARPA file under a name.
  func add(modelFile: String, name: String) throws(SpeechEngineError) {
    guard ps_set_lm_file(decoder, name, modelFile) == 0 else {
      throw SpeechEngineError(.failed, "pocketsphinx: language model \(name) was refused")
    }
  }

  /// Whether a search of this name was added.
  func has(_ name: String) -> Bool {
    guard let iterator = ps_search_iter(decoder) else { return false }
    var current: OpaquePointer? = iterator
    while let search = current {
      if let value = ps_search_iter_val(search), String(cString: value) == name {
        ps_search_iter_free(search)
        return true
      }
      current = ps_search_iter_next(search)
    }
    return false
  }

  // MARK: Utterances

  /// Starts an utterance with a search.
  func start(_ name: String) throws(SpeechEngineError) {
    guard ps_set_search(decoder, name) == 0, ps_start_utt(decoder) == 0 else {
      throw SpeechEngineError(.failed, "pocketsphinx: search \(name) did not start")
    }
    weighMean()
  }

  /// Decodes samples at 16,000 a second. `whole`: they are the whole utterance, whose own mean is then used.
  func process(_ samples: [Int16], whole: Bool = false) {
    _ = samples.withUnsafeBufferPointer { ps_process_raw(decoder, $0.baseAddress, $0.count, 0, whole ? 1 : 0) }
  }

  /// Ends the utterance.
  func finish() { ps_end_utt(decoder) }

  /// The best words so far, as the dictionary spells them; "" for none.
  var hypothesis: String {
    var score: Int32 = 0
    return ps_get_hyp(decoder, &score).map { String(cString: $0) } ?? ""
  }

  /// The words of the best path with their frames and acoustic scores.
  var segments: [Segment] {
    var result: [Segment] = []
    var iterator = ps_seg_iter(decoder)
    while let segment = iterator {
      var (first, last): (Int32, Int32) = (0, 0)
      var (acoustic, language, backoff): (Int32, Int32, Int32) = (0, 0, 0)
      ps_seg_frames(segment, &first, &last)
      ps_seg_prob(segment, &acoustic, &language, &backoff)
      if let word = ps_seg_word(segment) {
        let frames = max(1, Int(last - first) + 1)
        result.append(
          Segment(
            word: String(cString: word), start: Int(first), frames: frames,
            score: Double(acoustic) / Double(frames)))
      }
      iterator = ps_seg_next(segment)
    }
    return result
  }

  // MARK: Cepstral mean

  /// The mean that live normalisation subtracts: follows the channel over a call.
  var cepstralMean: [Float] {
    get {
      guard let cmn = ps_get_feat(decoder)?.pointee.cmn_struct else { return [] }
      var values = [Float](repeating: 0, count: Int(cmn.pointee.veclen))
      cmn_live_get(cmn, &values)
      return values
    }
    set {
      guard let cmn = ps_get_feat(decoder)?.pointee.cmn_struct, newValue.count == Int(cmn.pointee.veclen) else {
        return
      }
      cmn_live_set(cmn, newValue)
    }
  }

  /// How many frames the starting mean counts for. The library's own 500 learns over several calls; with 50, and an update
  /// each tenth of a second, the first utterance of a call is decoded as well as with its own mean.
  private static let priorFrames = 50

  /// Lets the mean learn from the utterance that starts.
  private func weighMean() {
    guard let cmn = ps_get_feat(decoder)?.pointee.cmn_struct else { return }
    for index in 0..<Int(cmn.pointee.veclen) {
      cmn.pointee.sum[index] = cmn.pointee.cmn_mean[index] * Float(Self.priorFrames)
    }
    cmn.pointee.nframe = Int32(Self.priorFrames)
  }

  /// Moves the mean to what was heard so far; call it every 100 ms.
  func updateMean() {
    guard let cmn = ps_get_feat(decoder)?.pointee.cmn_struct else { return }
    cmn_live_update(cmn)
  }
}

/// One word of a decoded path.
struct Segment: Sendable {
  var word: String
  /// The first frame.
  var start: Int
  var frames: Int
  /// Mean acoustic score a frame.
  var score: Double

  /// Whether it is silence or noise rather than a word.
  var isFiller: Bool { word.hasPrefix("<") || word.hasPrefix("[") || word.hasPrefix("+") }
}
