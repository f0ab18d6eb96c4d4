import Testing

@testable import Evaluation

/// Synthesisers' programs as callers.
@Suite struct VoiceProgramTests {
  @Test func voicesAreReadWithTheirSpeed() throws {
    let voices = try VoiceProgram.list("espeak-ng:en-gb-scotland@1.2,flite:slt,festival:kal_diphone@0.9")
    #expect(voices.map(\.engine) == [.espeakNG, .flite, .festival])
    #expect(voices.map(\.voice) == ["en-gb-scotland", "slt", "kal_diphone"])
    #expect(voices.map(\.speed) == [1.2, 1, 0.9])
    #expect(voices.map(\.name) == ["espeak-ng:en-gb-scotland@1.2", "flite:slt", "festival:kal_diphone@0.9"])
  }

  @Test(arguments: [
    "espeak-ng", "espeak-ng:", "freetts:kevin16@1.1", "say:alex", "flite:slt@fast", "flite:slt@3",
    "festival:kal) (system \"x\"", "flite:-o",
    "",
  ])
  func whatIsNoVoiceIsRefused(_ text: String) {
    #expect(throws: VoiceProgram.Failure.self) { try VoiceProgram.list(text) }
  }

  @Test func eachProgramIsToldVoiceAndSpeedInItsOwnWay() throws {
    func arguments(_ text: String) throws -> [String] {
      try VoiceProgram(parsing: text).arguments(reading: "in", writing: "out")
    }
    #expect(try arguments("espeak-ng:en-us@1.2") == ["-v", "en-us", "-s", "210", "-w", "out", "-f", "in"])
    #expect(
      try arguments("flite:slt@2") == ["-voice", "slt", "--setf", "duration_stretch=0.5", "-f", "in", "-o", "out"])
    #expect(try arguments("espeak:en-sc@0.8") == ["-v", "en-sc", "-s", "140", "-w", "out", "-f", "in"])
    #expect(try arguments("freetts:kevin16").suffix(6) == ["-voice", "kevin16", "-file", "in", "-dumpAudio", "out"])
    #expect(
      try arguments("festival:kal_diphone") == [
        "-eval", "(voice_kal_diphone)", "-eval", "(Parameter.set 'Duration_Stretch 1.0)", "-o", "out", "in",
      ])
  }

  @Test func thePackageOfAVoiceIsKnown() throws {
    #expect(try VoiceProgram(parsing: "festival:ked_diphone").package.contains("festvox-kdlpc16k"))
    #expect(try VoiceProgram(parsing: "espeak-ng:en-us").package == "espeak-ng")
  }

  @Test func figuresAreSaidAsPeopleSayThem() {
    #expect(SpokenForm.of("order 40217, please") == "order four oh two one seven, please")
    #expect(SpokenForm.of("206 555 0142") == "two oh six five five five oh one four two")
    #expect(SpokenForm.of("jane.smith@example.org") == "jane dot smith at example dot org")
    #expect(SpokenForm.of("C1001 and CAMP20") == "C one oh oh one and CAMP 20")
    #expect(SpokenForm.of("two of them") == "two of them")
  }

  @Test func aMadeRoomRingsOnAndKeepsTheLevel() {
    let room = Reverberation(name: "test", time: 400, direct: 3)
    var dice = VoiceDice(1)
    let dry = (0..<8_000).map { _ in Int16(dice.normal() * 1_000) }
    let wet = room.sound(of: dry)
    #expect(wet.count > dry.count + 3_000)
    func power(_ samples: some Collection<Int16>) -> Double {
      samples.reduce(0) { $0 + Double($1) * Double($1) }
    }
    #expect((0.7...1.4).contains(power(wet) / power(dry)))
    // What rings on falls: the last quarter of it is far below the first.
    let tail = wet[8_000...]
    #expect(power(tail.suffix(800)) < power(tail.prefix(800)) / 100)
  }
}
