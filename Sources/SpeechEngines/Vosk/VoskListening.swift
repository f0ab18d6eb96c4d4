internal import Discourse
internal import Foundation

/// A Vosk server, which hears one utterance a connection: the next one is opened while the present one is answered.
///
/// Source: alphacep/vosk-server, websocket/asr_server.py (commit 0548fc3, read in November 2026): a text message with `config` first; then
/// 16-bit PCM in binary messages, each answered by `partial` or by `text`; the end is the text `{"eof" : 1}`, compared letter by letter,
/// and the connection is closed after its answer. `phrase_list` is a closed grammar, which only models with a dynamic graph obey.
struct VoskListening: HearingProtocol {
  /// Whether the model takes a grammar.
  var takesGrammar: Bool

  private var number: Int?
  private var pieces: [Alternative] = []
  private var pending: [Int16] = []
  /// Messages that the server answers, less its answers.
  private var unanswered = 0
  private var hasEnded = false
  /// Whether the present connection has served an utterance: it serves one.
  private var isUsed = false

  /// Samples a message: 100 ms.
  private static let batch = 800

  init(takesGrammar: Bool) { self.takesGrammar = takesGrammar }

  mutating func connected() -> [HearingStep] { [] }

  mutating func disconnected() -> [HearingStep] {
    // A server that answers less often than it is spoken to ends the connection after its last answer all the same.
    if let number, hasEnded { return answer(number) }
    return number == nil && isUsed ? [] : [.fail(.lost, "the connection was ended from there")]
  }

  mutating func begin(_ number: Int, expecting expectation: Expectation) -> [HearingStep] {
    let steps: [HearingStep] = isUsed ? [.reconnect] : []
    self.number = number
    pieces = []
    pending = []
    unanswered = 0
    hasEnded = false
    isUsed = true
    return steps + [.send(.text(configuration(expectation)))]
  }

  mutating func feed(_ samples: [Int16]) -> [HearingStep] {
    guard number != nil, !hasEnded else { return [] }
    pending += samples
    return pending.count < Self.batch ? [] : flush()
  }

  private mutating func flush() -> [HearingStep] {
    guard !pending.isEmpty else { return [] }
    defer { pending = [] }
    unanswered += 1
    return [.send(.binary(EngineWords.bytes(pending)))]
  }

  mutating func end() -> [HearingStep] {
    guard number != nil, !hasEnded else { return [] }
    let rest = flush()
    hasEnded = true
    unanswered += 1
    return rest + [.send(.text(#"{"eof" : 1}"#))]
  }

  mutating func cancel() -> [HearingStep] {
    number = nil
    isUsed = false
    return [.reconnect]
  }

  mutating func tick(_ milliseconds: Int) -> [HearingStep] { [] }

  mutating func take(_ message: WireMessage) -> [HearingStep] {
    guard case .text(let text) = message, let reply = try? JSONDecoder().decode(Reply.self, from: Data(text.utf8)),
      reply.partial != nil || reply.text != nil || reply.alternatives != nil
    else { return [.fail(.garbled, "a message that is not Vosk's")] }
    guard let number else { return [] }
    unanswered -= 1
    var said = pieces.map(\.text)
    if let partial = reply.partial {
      said.append(EngineWords.plain(partial))
    } else {
      // The server ends pieces where it thinks that somebody paused.
      let heard = reply.text ?? reply.alternatives?.first?.text ?? ""
      let words = EngineWords.plain(heard.replacingOccurrences(of: "[unk]", with: ""))
      if !words.isEmpty {
        pieces.append(Alternative(text: words, confidence: reply.confidence))
        said.append(words)
      }
      if hasEnded, unanswered <= 0 { return answer(number) }
    }
    return [.partial(number, said.filter { !$0.isEmpty }.joined(separator: " "))]
  }

  private mutating func answer(_ number: Int) -> [HearingStep] {
    self.number = nil
    isUsed = false
    let text = Words.normalized(pieces.map(\.text).joined(separator: " "))
    let confidence = pieces.reduce(0) { $0 + $1.confidence } / Double(max(1, pieces.count))
    let transcript = Transcript(
      alternatives: text.isEmpty ? [] : [Alternative(text: text, confidence: confidence)])
    return [.final(number, transcript), .reconnect]
  }

  private func configuration(_ expectation: Expectation) -> String {
    var settings = #""sample_rate":8000,"words":true"#
    if takesGrammar, let phrases = Self.grammar(expectation) {
      let list = phrases.map { "\"\($0)\"" }.joined(separator: ",")
      settings += ",\"phrase_list\":[\(list)]"
    }
    return "{\"config\":{\(settings)}}"
  }

  /// The words of a closed answer, with what stands for all others.
  static func grammar(_ expectation: Expectation) -> [String]? {
    switch expectation {
    case .yesNo: Grammar.affirmations + Grammar.negations + Grammar.escapes + ["[unk]"]
    case .digits, .telephone: Grammar.digits + ["double"] + Grammar.escapes + ["[unk]"]
    case .anything, .email, .address, .postcode, .store, .menu, .nothing: nil
    }
  }

  private struct Reply: Decodable {
    struct Word: Decodable { var conf: Double? }
    struct Heard: Decodable { var text: String }
    var partial: String?
    var text: String?
    var result: [Word]?
    var alternatives: [Heard]?

    /// The mean over the words; `EngineWords.untold` where the server says nothing about it.
    var confidence: Double {
      let known = (result ?? []).compactMap(\.conf)
      return known.isEmpty ? EngineWords.untold : known.reduce(0, +) / Double(known.count)
    }
  }
}
