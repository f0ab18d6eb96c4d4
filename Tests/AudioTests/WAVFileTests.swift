import Audio
import Testing

@Suite struct WAVFileTests {
  @Test func stereoRoundTrip() throws {
    let file = WAVFile(left: [1, -2, 3], right: [Int16.min, .max])
    let read = try WAVFile(bytes: file.bytes)
    #expect(read.channels == [[1, -2, 3], [Int16.min, .max, 0]])
    #expect(read.sampleRate == 8_000)
  }

  @Test func damagedFilesAreErrorsOrShorter() throws {
    let bytes = WAVFile(mono: [5, 6, 7]).bytes
    for length in 0..<bytes.count {
      let read = try? WAVFile(bytes: Array(bytes.prefix(length)))
      if let read { #expect([Int16]([5, 6, 7]).starts(with: read.channels[0])) }
    }
    #expect(throws: WAVFile.Failure.malformed) { try WAVFile(bytes: [1, 2, 3]) }
  }
}
