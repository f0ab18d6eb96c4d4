import Audio
import Testing

@testable import SpeechEngines

/// Our own voice that comes back from a speakerphone is found and taken out; somebody who speaks over it stays.
@Suite(.timeLimit(.minutes(2))) struct EchoTests {
  private func speech(_ text: String, voice: String, level: Float) async throws -> [Int16] {
    var samples: [Int16] = []
    for try await chunk in try FliteSynthesizer(voice: voice).speak(text) { samples += chunk }
    return Levels.amplify(samples, decibels: level - Levels.rms(samples.filter { abs(Int($0)) > 200 }))
  }

  private struct Frame {
    var came: Float
    var left: Float
    var isKnown: Bool
    var isSpeech: Bool
  }

  /// A call in which we speak, which comes back so much weaker and so many ms later (nil: it does not), and a caller speaks from a moment on.
  private func call(
    ours: [Int16], echo: Float?, delay: Int = 240, caller: [Int16] = [], at: Int = 0, guarded: Bool = true
  ) -> [Frame] {
    var echoGuard = EchoGuard(guarded ? { SpeexCanceller() } : nil)
    var detector = VoiceActivityDetector()
    let lead = 50 * 160
    let played = [Int16](repeating: 0, count: lead) + ours + [Int16](repeating: 0, count: 16_000 - ours.count % 160)
    let back = echo.map { Levels.amplify(played, decibels: $0) } ?? []
    var state: UInt64 = 1
    return stride(from: 0, to: played.count - 160, by: 160).map { start in
      let line = (start..<start + 160).map { place -> Int16 in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var sum = Int(state >> 60) - 8
        if place >= delay * 8, place - delay * 8 < back.count { sum += Int(back[place - delay * 8]) }
        if caller.indices.contains(place - at * 8) { sum += Int(caller[place - at * 8]) }
        return Int16(clamping: sum)
      }
      if start >= lead, start < lead + ours.count {
        echoGuard.plays(MuLaw.encode(Array(played[start..<start + 160])), at: start / 8)
      }
      let came = MuLaw.decode(MuLaw.encode(line))
      let left = echoGuard.clean(came, at: start / 8)
      return Frame(
        came: Levels.rms(came), left: Levels.rms(left), isKnown: echoGuard.isKnown,
        isSpeech: detector.process(left).isSpeech)
    }
  }

  private static let sentences =
    "Your parcel left our warehouse on Tuesday evening. The carrier says it reaches you on Friday before noon. I found two blankets and a lantern."

  @Test(arguments: [(-10, 120), (-18, 240), (-18, 513), (-26, 333)] as [(Float, Int)])
  func whatComesBackIsFoundAndTakenOut(level: Float, delay: Int) async throws {
    let ours = try await speech(Self.sentences, voice: "cmu_us_rms", level: -22)
    let told = call(ours: ours, echo: level, delay: delay)
    let known = try #require(told.firstIndex { $0.isKnown })
    // Our voice begins at frame 50.
    #expect(known < 50 + 150 + delay / 2, "known from frame \(known) on")
    // It goes on learning: from the seventh second on next to nothing of it is left.
    let settled = max(known + 25, 350)
    let later = told[settled...].count { $0.isSpeech }
    let before = call(ours: ours, echo: level, delay: delay, guarded: false)[settled...].count { $0.isSpeech }
    #expect(before > 80 && later * 30 < before, "\(later) frames of speech, \(before) before")
  }

  @Test(arguments: [-10, -18] as [Float]) func aCallerIsHeardOverIt(level: Float) async throws {
    let ours = try await speech(Self.sentences, voice: "cmu_us_rms", level: -22)
    let caller = try await speech("I would like to talk to a person", voice: "cmu_us_slt", level: -27)
    for at in stride(from: 5_000, to: 7_500, by: 333) {
      let plain = call(ours: ours, echo: nil, caller: caller, at: at)
      let over = call(ours: ours, echo: level, caller: caller, at: at)
      let first = try #require(plain[(at / 20)...].firstIndex { $0.isSpeech })
      let noticed = try #require(over[(at / 20)...].firstIndex { $0.isSpeech })
      #expect(noticed - first <= 4, "\(noticed - first) frames later at \(at) ms")
      // And nearly all of it.
      let span = (at / 20)..<((at + caller.count / 8) / 20)
      let (whole, left) = (plain[span].count { $0.isSpeech }, over[span].count { $0.isSpeech })
      #expect(left * 10 > whole * (level < -15 ? 8 : 6), "\(left) of \(whole) frames at \(at) ms")
    }
  }

  @Test func withoutAnEchoNothingIsChanged() async throws {
    let ours = try await speech(Self.sentences, voice: "cmu_us_rms", level: -22)
    let caller = try await speech(
      "I would like to talk to a person about my order please", voice: "cmu_us_slt", level: -27)
    for at in stride(from: 300, to: 7_000, by: 411) {
      let told = call(ours: ours, echo: nil, caller: caller, at: at)
      #expect(!told.contains { $0.isKnown }, "at \(at) ms")
      #expect(told.allSatisfy { $0.came == $0.left }, "at \(at) ms")
    }
  }

  @Test func framesThatComeByFitsAndStartsAreTakenInTheirOrder() async throws {
    let ours = try await speech(Self.sentences, voice: "cmu_us_rms", level: -22)
    var echoGuard = EchoGuard { SpeexCanceller() }
    for start in stride(from: 0, to: ours.count - 160, by: 160) {
      echoGuard.plays(MuLaw.encode(Array(ours[start..<start + 160])), at: start / 8)
    }
    let back = [Int16](repeating: 0, count: 1_600) + Levels.amplify(ours, decibels: -18)
    var left: [Float] = []
    for (index, start) in stride(from: 0, to: ours.count - 160, by: 160).enumerated() {
      // Three at a time, up to 40 ms late.
      left.append(Levels.rms(echoGuard.clean(Array(back[start..<start + 160]), at: (index / 3 * 3 + 2) * 20)))
    }
    #expect(echoGuard.isKnown)
    #expect(left.suffix(100).allSatisfy { $0 < -50 }, "\(left.suffix(100).max() ?? 0)")
  }

  @Test func framesOfAnyLengthPass() {
    var echoGuard = EchoGuard { SpeexCanceller() }
    echoGuard.plays([UInt8](repeating: 9, count: 160), at: 0)
    echoGuard.plays([], at: 20)
    for frame in [[], [1], [Int16](repeating: .min, count: 160), [Int16](repeating: .max, count: 320)] as [[Int16]] {
      #expect(echoGuard.clean(frame, at: 20).count == frame.count)
    }
    echoGuard.clears(0)
    #expect(echoGuard.clean([Int16](repeating: 5, count: 160), at: 90_000_000) == [Int16](repeating: 5, count: 160))
  }
}
