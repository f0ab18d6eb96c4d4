internal import Evaluation
internal import SpeechEngines
internal import Synchronization

/// Whose voices the callers of the bench have: the embedded engine's, or those of programs. What was said once is kept.
final class VoiceCallers: Sendable {
  /// The agent's voice.
  static let agent = VoiceBench.Voice("cmu_us_rms")
  /// The embedded engine's callers, and how much faster than the voice itself they speak.
  private static let embedded = [("cmu_us_slt", 1.0), ("cmu_us_slt", 1.18), ("cmu_us_rms", 0.88)]

  /// The callers.
  let voices: [VoiceBench.Voice]
  /// Where their sounds come from, for people.
  let source: String
  private let programs: [String: VoiceProgram]
  private let engines: [String: FliteSynthesizer]
  private let said = Mutex<[String: [Int16]]>([:])

  /// - Parameter named: programs' voices; nil: the embedded engine's.
  init(_ named: String?) throws {
    var engines = ["cmu_us_rms": try FliteSynthesizer(voice: "cmu_us_rms")]
    if let named {
      let programs = try VoiceProgram.list(named)
      for program in programs { try program.check() }
      self.programs = Dictionary(programs.map { ($0.name, $0) }) { first, _ in first }
      voices = programs.map { VoiceBench.Voice($0.name) }
      source = programs.map(\.name).joined(separator: ", ") + ", run as programs"
    } else {
      programs = [:]
      engines["cmu_us_slt"] = try FliteSynthesizer(voice: "cmu_us_slt")
      voices = Self.embedded.map { VoiceBench.Voice($0.0, speed: $0.1) }
      source = "flite's " + Self.embedded.map { "\($0.0) at speed \($0.1)" }.joined(separator: ", ") + ", built in"
    }
    self.engines = engines
  }

  /// Speaks a sentence in a voice.
  var speak: VoiceBench.Speak {
    { [self] text, voice in
      let key = "\(voice)\n\(text)"
      if let known = said.withLock({ $0[key] }) { return known }
      var samples: [Int16] = []
      if let program = programs[voice] {
        samples = try program.speak(text)
      } else if let engine = engines[voice] {
        for try await chunk in engine.speak(text) { samples += chunk }
      }
      said.withLock { [samples] in $0[key] = samples }
      return samples
    }
  }
}
