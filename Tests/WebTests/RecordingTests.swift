import Commerce
import Conversations
import Testing

@testable import Web

@Suite struct RecordingTests {
  @Test(
    arguments: [
      (nil, ByteRange.whole), ("bytes=0-3", .part(0..<4)), ("bytes=4-", .part(4..<10)), ("bytes=-3", .part(7..<10)),
      ("bytes=-30", .part(0..<10)), ("bytes=5-99", .part(5..<10)), ("bytes=10-", .unsatisfiable),
      ("bytes=-0", .unsatisfiable), ("bytes=0-1,4-5", .whole), ("bytes=5-2", .whole), ("lines=0-3", .whole),
      ("bytes=a-b", .whole), ("bytes=", .whole), ("bytes=99999999999999999999-", .unsatisfiable),
      ("bytes=0-99999999999999999999", .part(0..<10)), ("bytes=9-9223372036854775807", .part(9..<10)),
    ] as [(String?, ByteRange)])
  func ranges(header: String?, expected: ByteRange) {
    #expect(ByteRange(header: header, length: 10) == expected)
  }

  @Test func anEmptyBodyHasNoRange() {
    #expect(ByteRange(header: "bytes=0-", length: 0) == .unsatisfiable)
    #expect(ByteRange(header: "bytes=-1", length: 0) == .unsatisfiable)
  }

  @Test func seekingGetsPartsOfTheFile() async throws {
    let wav = Samples.wav(seconds: 1)
    let directory = ScriptedDirectory([], recordings: ["one": wav])
    try await TestServer.serving(directory) { server in
      let path = "/conversations/one/recording.wav"
      let whole = try await server.get(path)
      #expect(whole.status == 200)
      #expect(whole.header("Content-Type") == "audio/wav")
      #expect(whole.header("Accept-Ranges") == "bytes")
      #expect(whole.body == wav)
      let part = try await server.get(path, headers: ["Range": "bytes=44-143"])
      #expect(part.status == 206)
      #expect(part.header("Content-Range") == "bytes 44-143/\(wav.count)")
      #expect(part.header("Content-Length") == "100")
      #expect(part.body == Array(wav[44..<144]))
      let beyond = try await server.get(path, headers: ["Range": "bytes=\(wav.count)-"])
      #expect(beyond.status == 416)
      #expect(beyond.header("Content-Range") == "bytes */\(wav.count)")
      let kept = try await server.get(path + "?download")
      #expect(kept.header("Content-Disposition") == "attachment; filename=\"call-one.wav\"")
      #expect(try await server.get("/conversations/two/recording.wav").status == 404)
    }
  }
}
