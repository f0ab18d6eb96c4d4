import Foundation
import Testing

@testable import Audio

/// Noise the same on every run.
private struct Noise {
  var state: UInt64 = 1
  var pinkState: Double = 0

  mutating func white() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(Int64(bitPattern: state) >> 32) / 2_147_483_648
  }

  mutating func pink() -> Double {
    pinkState = 0.95 * pinkState + white()
    return pinkState / 3
  }
}

@Suite struct VoiceActivityDetectorTests {
  /// The verdict on each 20 ms frame.
  private func verdicts(_ samples: [Int16]) -> [Bool] {
    var detector = VoiceActivityDetector()
    return stride(from: 0, to: samples.count - 159, by: 160).map {
      detector.process(Array(samples[$0..<$0 + 160])).isSpeech
    }
  }

  /// Beginnings as turn-taking counts them: four of six frames.
  private func starts(_ verdicts: [Bool]) -> Int {
    var (count, active) = (0, false)
    for index in verdicts.indices where index >= 5 {
      let window = verdicts[(index - 5)...index].count { $0 }
      if !active, window >= 4 { (count, active) = (count + 1, true) }
      if active, window == 0 { active = false }
    }
    return count
  }

  @Test func silenceAndIdleNoiseAreNotSpeech() {
    #expect(!verdicts([Int16](repeating: 0, count: 80_000)).contains(true))
    #expect(!verdicts((0..<80_000).map { $0.isMultiple(of: 2) ? 8 : -8 }).contains(true))
  }

  @Test func steadyNoiseIsNotSpeech() {
    var noise = Noise()
    for amplitude in [100.0, 1_000, 4_000] {
      #expect(starts(verdicts((0..<240_000).map { _ in Int16(noise.white() * amplitude) })) == 0)
      #expect(starts(verdicts((0..<240_000).map { _ in Int16(noise.pink() * amplitude) })) == 0)
    }
  }

  @Test func humIsNotSpeech() {
    for frequency in [50.0, 60, 120] {
      #expect(starts(verdicts(Tone.sine(frequency: frequency, level: -25, count: 80_000))) == 0)
    }
  }

  @Test(.enabled(if: Digits.exist, "no recorded digits at ../shared/data/fsdd/recordings"), arguments: [100.0, 20, 10])
  func spokenDigitsAreFoundPromptly(snr: Double) throws {
    var noise = Noise()
    var (delays, missed, total, false_, quiet): ([Int], Int, Int, Int, Int) = ([], 0, 0, 0, 0)
    for speaker in try Digits.speakers() {
      var samples: [Int16] = [Int16](repeating: 0, count: 12_000)
      var onsets: [Range<Int>] = []
      for digit in 0...9 {
        let clip = try Digits.clip(digit, speaker)
        // Speech proper starts where the recording first comes within 20 dB of its own level.
        let level = Levels.rms(clip)
        let frames = stride(from: 0, to: clip.count - 159, by: 160).map { Levels.rms(clip[$0..<$0 + 160]) > level - 20 }
        let first = frames.firstIndex(of: true) ?? 0
        let last = frames.lastIndex(of: true) ?? 0
        onsets.append(samples.count / 160 + first..<samples.count / 160 + last + 1)
        samples += clip.prefix(clip.count / 160 * 160) + [Int16](repeating: 0, count: 4_800)
      }
      let speech = Levels.rms(samples)
      let amplitude = pow(10, (Double(speech) - snr) / 20) * 32_768 * 1.7
      let noisy = samples.map { Int16(max(-32_768, min(32_767, Double($0) + noise.pink() * amplitude * 1.0))) }
      let frames = verdicts(MuLaw.decode(MuLaw.encode(noisy)))
      for range in onsets {
        total += 1
        if let found = frames[max(0, range.lowerBound - 2)..<range.upperBound].firstIndex(of: true) {
          delays.append(max(0, found - range.lowerBound))
        } else {
          missed += 1
        }
      }
      let near = Set(onsets.flatMap { ($0.lowerBound - 10)..<($0.upperBound + 10) })
      for index in frames.indices where index >= 25 && !near.contains(index) {
        quiet += 1
        if frames[index] { false_ += 1 }
      }
    }
    delays.sort()
    let (median, ninth) = (delays[delays.count / 2], delays[delays.count * 9 / 10])
    print("snr \(snr): missed \(missed)/\(total), onset \(median * 20), \(ninth * 20) ms, false \(false_)/\(quiet)")
    #expect(missed * 20 <= total)
    #expect(median <= 3)
    #expect(false_ * 50 <= quiet)
  }
}

/// Recorded digits of real people (free-spoken-digit-dataset), when the machine has them.
enum Digits {
  static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .appending(path: "../../../shared/data/fsdd/recordings").standardized
  static var exist: Bool { FileManager.default.fileExists(atPath: folder.path) }

  static func speakers() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return Set(names.compactMap { $0.split(separator: "_").dropFirst().first.map(String.init) }).sorted()
  }

  static func clip(_ digit: Int, _ speaker: String) throws -> [Int16] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    let name = try #require(names.sorted().first { $0.hasPrefix("\(digit)_\(speaker)_") })
    return try WAVFile(bytes: [UInt8](Data(contentsOf: folder.appending(path: name)))).channels[0]
  }
}

/// Steady noise behind a voice is told from voices behind it.
@Suite struct RestlessLineTests {
  private func isRestless(_ level: (_ frame: Int) -> Float) -> Bool {
    var quiet = LineQuiet()
    for frame in 0..<250 { _ = quiet.take(level(frame)) }
    return quiet.spread > 2.1
  }

  @Test func voicesRiseAndFall() {
    // As measured over 5 s: within 1 dB in pink noise, some 10 dB with six voices.
    #expect(!isRestless { frame in -45 + Float((frame * 7_919) % 20) / 10 - 1 })
    #expect(isRestless { frame in -50 + Float((frame * 7_919) % 100) / 10 })
    #expect(!isRestless { _ in -70 })
  }
}
