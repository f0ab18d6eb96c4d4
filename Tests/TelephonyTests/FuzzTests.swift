import Testing

@testable import Telephony

/// Nothing that comes over the wire may stop the process, and the scanner may never read a frame differently from the
/// decoder.
@Suite struct FuzzTests {
  static let corpus = [
    #"{"event":"media","sequenceNumber":"4","media":{"track":"inbound","chunk":"2","timestamp":"5","payload":"AP+A/w=="},"streamSid":"MZ18ad3ab5a668481ce02b83e7395059f0"}"#,
    #"{"event":"media","sequenceNumber":4,"media":{"track":"outbound","chunk":0,"timestamp":123456789012345,"payload":""},"streamSid":"MZ1"}"#,
    #" { "event" : "media" , "media" : { "payload" : "AAA=" } } "#,
    #"{"event":"media","media":{"payload":"\/\/\/\/"},"streamSid":"MZ\u0031"}"#,
    #"{"event":"media","event":"stop","media":{"payload":"AAAA"},"media":{"payload":"//8="}}"#,
    #"{"event":"media","media":{"payload":"AAAA","track":null,"x":{"y":[1,2.5e3,true]}},"streamSid":null}"#,
    #"{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{"a":"b"}},"streamSid":"MZ1"}"#,
    #"{"event":"dtmf","dtmf":{"digit":"5"}}"#, #"{"event":"mark","mark":{"name":"é"}}"#, #"{"event":"stop"}"#,
  ].map { Array($0.utf8) }
  static let interesting = Array("\"\\{}[]:,/+=0123456789 \u{7F}eE.-\u{0}AZaz".utf8) + [0x80, 0xC3, 0xFF]

  @Test func scannerAgreesWithTheDecoderOnMutants() {
    var random = SplitMix(seed: 20_261_121)
    let reader = MessageReader()
    let decoder = MessageDecoder()
    var scanned = 0
    for round in 0..<60_000 {
      var text = Self.corpus[round % Self.corpus.count]
      for _ in 0..<Int.random(in: 0...3, using: &random) { Self.mutate(&text, &random) }
      let own = Result { () throws(TelephonyError) in try reader.read(text) }
      let oracle = Result { () throws(TelephonyError) in try decoder.decode(text) }
      if MediaScanner.scan(text.span) != nil { scanned += 1 }
      guard (try? own.get()) == (try? oracle.get()) else {
        Issue.record("differs on \(String(decoding: text, as: UTF8.self))")
        return
      }
    }
    #expect(scanned > 5_000)
  }

  @Test func scannerTakesTheUsualFrame() {
    for frame in Self.corpus.prefix(3) {
      let fields = MediaScanner.scan(frame.span)
      #expect(fields != nil)
    }
  }

  @Test func whateverABrowserSaysIsReadOrRefused() {
    var random = SplitMix(seed: 20_261_129)
    let corpus = [
      #"{"event":"start"}"#, #"{"event":"mark","name":"p3.1"}"#, #"{"event":"key","digit":"5"}"#,
      #"{"event":"text","text":"where is my order – 40217?","seen":4}"#, #"{"event":"stop"}"#,
      #"{"event":"text","text":"\ud83d\ude00 \u0000","seen":-1}"#,
    ].map { Array($0.utf8) }
    var (read, refused, samples) = (0, 0, 0)
    for round in 0..<8_000 {
      var text = corpus[round % corpus.count]
      for _ in 0..<Int.random(in: 0...3, using: &random) { Self.mutate(&text, &random) }
      var talk = BrowserWire(identifier: "T1")
      let chat = ChatWire(identifier: "T1")
      do throws(TelephonyError) {
        let message = try talk.read(text, isBinary: false)
        read += 1
        #expect((try? chat.read(text, isBinary: false)) == message)
        if case .text(let said, _) = message { #expect(said.count <= 2_000 && !said.allSatisfy(\.isWhitespace)) }
        if case .dtmf(_, let key?) = message { #expect("0123456789*#".contains(key)) }
      } catch { refused += 1 }
      // Sound of any length, cut anywhere.
      for part in [text.prefix(round % 7), text.dropFirst(round % 7)] {
        guard case .media(_, true, let heard)? = try? talk.read(Array(part), isBinary: true) else {
          Issue.record("sound is always sound")
          return
        }
        samples += heard.count
      }
    }
    #expect(read > 1_000 && refused > 1_000 && samples > 10_000)
  }

  @Test func formsAndTokensNeverTrap() {
    var random = SplitMix(seed: 3)
    let signer = StreamTokenSigner(secret: Array(repeating: 7, count: 32))
    let token = signer.token(for: .init(callID: "CA1", from: nil, to: nil), expiry: 1, nonce: "n") ?? ""
    for _ in 0..<5_000 {
      var body = Array("From=%2B1415&To=%zz&%=%&&=a+b%2".utf8)
      Self.mutate(&body, &random)
      _ = FormBody(body)
      var bytes = Array(token.utf8)
      Self.mutate(&bytes, &random)
      let text = String(decoding: bytes, as: UTF8.self)
      // Unpadded base64 has spare bits: a token that differs only there still is the same bytes.
      if let opened = signer.open(text) { #expect(opened.claims.callID == "CA1" && opened.nonce == "n") }
    }
  }

  static func mutate(_ text: inout [UInt8], _ random: inout SplitMix) {
    let at = Int.random(in: 0...text.count, using: &random)
    let byte = interesting.randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<5, using: &random) {
    case 0 where at < text.count: text[at] = byte
    case 1: text.insert(byte, at: at)
    case 2 where at < text.count: text.remove(at: at)
    case 3: text.removeSubrange(at...)
    default:
      let end = min(text.count, at + Int.random(in: 0...20, using: &random))
      text.insert(contentsOf: text[at..<end], at: at)
    }
  }
}
