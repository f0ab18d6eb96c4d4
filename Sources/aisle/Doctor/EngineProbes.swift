internal import Audio
internal import Conversations
internal import Discourse
internal import Foundation
internal import SpeechEngines

/// Tries each speech engine on its own: a short sentence said, a short one heard, and how fast.
struct EngineProbes {
  var maker: EngineMaker

  /// What is said, and what is to be heard.
  private static let saying = "Please say yes or no."
  private static let sentence = "where is my order"

  func look() async -> [Finding] {
    var findings: [Finding] = []
    for (name, engine) in await maker.voices() {
      switch engine {
      case .success(let voice): findings.append(await say(name, voice))
      case .failure(let error): findings.append(broken(name, "speaks", "\(error)"))
      }
    }
    if let folder = maker.configuration.speech.prompts { findings += recordings(folder) }
    let sample = await Self.sample()
    for (name, engine) in await maker.ears() {
      switch engine {
      case .success(let ear): findings.append(await hear(name, ear, sample))
      case .failure(let error): findings.append(broken(name, "hears", "\(error)"))
      }
    }
    if maker.configuration.detector == .silero { findings.append(watch(sample)) }
    return findings
  }

  /// The detector of voice: a sentence is speech, silence is none.
  private func watch(_ sample: [Int16]) -> Finding {
    let name = maker.configuration.detector.rawValue
    do {
      var detector = try maker.configuration.detectors()()
      let padded = [Int16](repeating: 0, count: SpeechFormat.sampleRate) + sample
      let began = ContinuousClock.now
      let voiced = stride(from: 0, to: padded.count - SpeechFormat.frameLength, by: SpeechFormat.frameLength).map {
        detector.process(Array(padded[$0..<$0 + SpeechFormat.frameLength])).isSpeech
      }
      let cost =
        (ContinuousClock.now - began) / .milliseconds(1) / (Double(padded.count) / Double(SpeechFormat.sampleRate))
      let isRight = !voiced.prefix(50).contains(true) && voiced.filter { $0 }.count >= 15
      return Finding(
        area: "speech", name: "\(name) detects", verdict: isRight ? .works : .weak,
        seen:
          "\(voiced.filter { $0 }.count * 20) ms of voice in a sentence, \(String(format: "%.1f", cost)) ms of work a second",
        advice: isRight ? nil : "it takes silence for speech or hears none: check that the file is silero_vad.onnx")
    } catch {
      return Finding(
        area: "speech", name: "\(name) detects", verdict: .broken, seen: "\(error)",
        advice: "look at 'speech' in aisle.yaml and docs/speech-engines.md; the embedded detector watches instead")
    }
  }

  /// The recorded sentences.
  private func recordings(_ folder: String) -> [Finding] {
    let sentences = maker.house.fixedSentences
    let recorded = RecordedPrompts(folder: folder, sentences: sentences)
    let wrong = recorded.problems.map { problem in
      Finding(area: "speech", name: problem.file, verdict: .broken, seen: "is not used", advice: problem.message)
    }
    let count = Set(sentences).count, missing = Set(recorded.missing).count
    return wrong + [
      Finding(
        area: "speech", name: "recorded prompts", verdict: missing == 0 ? .works : .weak,
        seen: "\(count - missing) of \(count) sentences that are said word for word",
        advice: missing == 0 ? nil : "`aisle prompts` lists the others; until then callers hear two voices")
    ]
  }

  private func broken(_ name: String, _ role: String, _ seen: String) -> Finding {
    Finding(
      area: "speech", name: "\(name) \(role)", verdict: .broken, seen: seen,
      advice: "look at 'speech' in aisle.yaml and docs/speech-engines.md; callers get the next engine in the order")
  }

  private func say(_ name: String, _ voice: FailoverSynthesizer.Voice) async -> Finding {
    let desk = EngineDesk(role: .speaking, names: [name])
    let began = ContinuousClock.now
    var first: Duration?
    var count = 0
    do {
      for try await samples in FailoverSynthesizer([voice], desk: desk).speak(Self.saying) {
        first = first ?? ContinuousClock.now - began
        count += samples.count
      }
    } catch {
      return broken(name, "speaks", desk.statuses().first?.lastFailure?.words ?? "\(error)")
    }
    let slow = (first ?? .zero) > .milliseconds(500)
    return Finding(
      area: "speech", name: "\(name) speaks", verdict: slow ? .weak : .works,
      seen: "\(count / 8) ms of speech, the first sound after \(Int((first ?? .zero) / .milliseconds(1))) ms",
      advice: slow ? "callers wait for the first sound of each answer; use a quicker model or one nearer by" : nil,
      milliseconds: (ContinuousClock.now - began) / .milliseconds(1))
  }

  private func hear(_ name: String, _ ear: FailoverRecognizer.Ear, _ sample: [Int16]) async -> Finding {
    guard !sample.isEmpty else {
      return Finding(area: "speech", name: "\(name) hears", verdict: .untried, seen: "no voice to try it with")
    }
    let trial = await EngineTrial(ear, name: name).hear(sample)
    guard let transcript = trial.transcript else {
      return broken(name, "hears", trial.failure?.words ?? "no answer")
    }
    let wanted = Set(Self.sentence.split(separator: " "))
    let right = wanted.intersection(transcript.text.split(separator: " ")).count
    let isRight = right * 2 >= wanted.count || name == "stub"
    let slow = trial.delay > .milliseconds(700)
    return Finding(
      area: "speech", name: "\(name) hears", verdict: isRight && !slow ? .works : .weak,
      seen: "'\(transcript.text)' where '\(Self.sentence)' was said",
      advice: !isRight
        ? "it took a plain sentence for another: check its language, rate and model"
        : slow ? "callers wait that long after each sentence; use a quicker model or one nearer by" : nil,
      milliseconds: trial.delay / .milliseconds(1))
  }

  /// The sentence in the embedded voice, with silence round it.
  private static func sample() async -> [Int16] {
    var samples = [Int16](repeating: 0, count: 2_400)
    guard let voice = try? FliteSynthesizer() else { return [] }
    do { for try await chunk in voice.speak(sentence) { samples += chunk } } catch { return [] }
    return samples + [Int16](repeating: 0, count: 3_200)
  }
}
