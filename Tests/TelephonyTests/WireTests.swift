import Audio
import NIOCore
import Testing

import struct Foundation.Data

@testable import Telephony

@Suite struct WireTests {
  @Test func muLawHasItsKnownPoints() {
    // ITU-T G.711, scaled to 16 bits: both zeros, both largest, a middle one.
    #expect(MuLaw.decodeTable[0xFF] == 0 && MuLaw.decodeTable[0x7F] == 0)
    #expect(MuLaw.decodeTable[0x00] == -32124 && MuLaw.decodeTable[0x80] == 32124)
    #expect(MuLaw.decodeTable[0xD5] == 716 && MuLaw.decodeTable[0x55] == -716)
  }

  @Test func base64AgreesWithFoundation() {
    var random = SplitMix(seed: 1)
    for count in 0..<70 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      var own: [UInt8] = []
      Base64.append(bytes.span) { own.append($0) }
      let text = Array(Data(bytes).base64EncodedString().utf8)
      #expect(own == text && Base64.encodedCount(count) == text.count)
      let samples = Base64.samples(text.span)
      #expect(samples == bytes.map { MuLaw.decodeTable[Int($0)] })
    }
  }

  @Test(arguments: ["A", "AB", "ABC", "A===", "====", "AB=C", "AA==AAAA", "AA-_", "AAA\u{0}", "QQ\n=", " AAA"])
  func badBase64IsNoSamples(_ text: String) {
    let bytes = Array(text.utf8)
    let samples = Base64.samples(bytes.span)
    #expect(samples == nil)
  }

  @Test func outboundMessagesAreWhatTheyShould() throws {
    let frames = OutboundFrames(streamID: "MZ\"1\\")
    let frame = (0..<160).map { UInt8($0) }
    let media = frames.media(frame, allocator: .init())
    let payload = Data(frame).base64EncodedString()
    #expect(
      String(buffer: media)
        == #"{"event":"media","streamSid":"MZ\"1\\","media":{"payload":""# + payload + #""}}"#)
    #expect(media.readerIndex >= WebSocketHeader.room)
    #expect(
      String(buffer: frames.mark("p\n1", allocator: .init()))
        == #"{"event":"mark","streamSid":"MZ\"1\\","mark":{"name":"p\u000a1"}}"#)
    #expect(String(buffer: frames.clear(allocator: .init())) == #"{"event":"clear","streamSid":"MZ\"1\\"}"#)
  }

  @Test func messagesOfAllKindsAreRead() throws {
    let reader = MessageReader()
    func read(_ text: String) throws -> CarrierMessage { try reader.read(Array(text.utf8)) }
    #expect(try read(#"{"event":"connected","protocol":"Call","version":"1.0.0"}"#) == .connected)
    #expect(
      try read(
        #"{"event":"start","sequenceNumber":"1","start":{"accountSid":"AC1","streamSid":"MZ1","callSid":"CA1","#
          + #""tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"#
          + #""customParameters":{"token":"t","n":5,"b":true}},"streamSid":"MZ1"}"#)
        == .start(
          StreamStart(
            streamID: "MZ1", callID: "CA1", parameters: ["token": "t", "n": "5", "b": "true"],
            encoding: "audio/x-mulaw", sampleRate: 8_000, channels: 1)))
    let samples = [MuLaw.decodeTable[0], MuLaw.decodeTable[255], MuLaw.decodeTable[128]]
    for text in [
      #"{"event":"media","sequenceNumber":"3","media":{"track":"inbound","chunk":"1","timestamp":"5","#
        + #""payload":"AP+A"},"streamSid":"MZ1"}"#,
      #"{"event":"media","sequenceNumber":3,"media":{"chunk":1,"timestamp":5,"payload":"AP\u002bA"},"#
        + #""streamSid":"MZ1","extra":[1]}"#,
    ] {
      #expect(try read(text) == .media(streamID: "MZ1", inbound: true, samples: samples))
    }
    #expect(
      try read(##"{"event":"dtmf","streamSid":"MZ1","dtmf":{"track":"inbound_track","digit":"#"}}"##)
        == .dtmf(streamID: "MZ1", digit: "#"))
    #expect(try read(#"{"event":"dtmf","dtmf":{"digit":7}}"#) == .dtmf(streamID: nil, digit: "7"))
    #expect(try read(#"{"event":"dtmf","dtmf":{"digit":"12"}}"#) == .dtmf(streamID: nil, digit: nil))
    #expect(
      try read(#"{"event":"mark","streamSid":"MZ1","mark":{"name":"p1"}}"#) == .mark(streamID: "MZ1", name: "p1"))
    #expect(try read(#"{"event":"stop","streamSid":"MZ1","stop":{"callSid":"CA1"}}"#) == .stop(streamID: "MZ1"))
    #expect(try read(#"{"event":"novelty"}"#) == .unknown)
  }

  @Test(arguments: [
    "", "{", "[]", "null", "5", #"{"event":5}"#, #"{"event":"start"}"#,
    #"{"event":"start","streamSid":"MZ1","start":{}}"#, #"{"event":"media"}"#,
    #"{"event":"media","media":{"payload":"A"}}"#, #"{"event":"media","media":{"payload":"AA-_"}}"#,
    #"{"event":"dtmf"}"#, #"{"event":"mark","mark":{}}"#, #"{"event":"media","media":{"payload":null}}"#,
    "{\"event\":\"\u{1}\"}",
  ])
  func badMessagesAreErrors(_ text: String) {
    #expect(throws: TelephonyError.self) { try MessageReader().read(Array(text.utf8)) }
  }

  @Test func deepNestingIsAnError() {
    let text = #"{"event":"media","x":"# + String(repeating: "[", count: 60_000)
    #expect(throws: TelephonyError.self) { try MessageReader().read(Array(text.utf8)) }
    #expect(throws: TelephonyError.self) { try MessageReader().read([0xFF, 0xFE, 0x7B, 0x00]) }
  }
}

/// A small generator with a seed, so that a failure can be found again (Steele et al., SplitMix64).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
