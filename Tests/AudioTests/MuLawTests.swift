import Audio
import Testing

@Suite struct MuLawTests {
  @Test func everyByteSurvivesDecodingAndEncoding() {
    for byte in UInt8.min...UInt8.max where byte != 0x7F {
      #expect(MuLaw.encode(MuLaw.decode(byte)) == byte)
    }
    // Negative zero becomes positive zero.
    #expect(MuLaw.encode(MuLaw.decode(0x7F)) == 0xFF)
  }

  @Test func knownValues() {
    #expect(MuLaw.decode(0xFF) == 0)
    #expect(MuLaw.decode(0x80) == 32_124)
    #expect(MuLaw.decode(0x00) == -32_124)
    #expect(MuLaw.encode(.max) == 0x80)
    #expect(MuLaw.encode(.min) == 0x00)
  }

  @Test func errorIsAboutHalfAStep() {
    for sample in stride(from: -32_000, through: 32_000, by: 37) {
      let back = Int(MuLaw.decode(MuLaw.encode(Int16(sample))))
      #expect(abs(back - sample) <= max(12, abs(sample) / 20))
    }
  }
}
