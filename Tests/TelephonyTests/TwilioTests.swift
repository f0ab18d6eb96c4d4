import Synchronization
import Testing

import struct Foundation.Data

@testable import Telephony

@Suite struct TwilioTests {
  static let url = "https://mycompany.com/myapp.php?foo=1&bar=2"
  static let fields = [
    ("CallSid", "CA1234567890ABCDE"), ("Caller", "+14158675309"), ("Digits", "1234"), ("From", "+14158675309"),
    ("To", "+18005551212"),
  ].map { (name: $0.0, value: $0.1) }

  @Test func signatureOfTheKnownRequest() {
    let check = TwilioSignature(authToken: "12345")
    let signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    #expect(check.signature(url: Self.url, fields: Self.fields) == signature)
    #expect(check.isValid(signature, url: Self.url, fields: Self.fields.reversed()))
    #expect(check.isValid(signature, url: Self.url, fields: Self.fields + [Self.fields[2]]))
    #expect(check.isValid(signature, url: Self.url.replacing("com/", with: "com:443/"), fields: Self.fields))
    let withPort = check.signature(url: Self.url.replacing("com/", with: "com:443/"), fields: Self.fields)
    #expect(check.isValid(withPort, url: Self.url, fields: Self.fields))
    #expect(!check.isValid(signature, url: Self.url.replacing("foo", with: "fob"), fields: Self.fields))
    #expect(!check.isValid(signature, url: Self.url, fields: Array(Self.fields.dropLast())))
    #expect(!check.isValid(signature, url: Self.url, fields: Self.fields + [(name: "Digits", value: "5")]))
    #expect(!TwilioSignature(authToken: "12346").isValid(signature, url: Self.url, fields: Self.fields))
    for bad in ["", "=", "RSOY", "é"] { #expect(!check.isValid(bad, url: Self.url, fields: Self.fields)) }
    #expect(TwilioSignature.spellings(of: "nonsense") == ["nonsense"])
    #expect(TwilioSignature.spellings(of: "https://[::1]/x") == ["https://[::1]/x", "https://[::1]:443/x"])
  }

  @Test func formsAreDecoded() {
    let form = FormBody(Array("From=%2B14155550100&Body=a+b%26c&Empty=&Flag&From=2".utf8))
    #expect(form["From"] == "+14155550100" && form["Body"] == "a b&c" && form["Empty"] == "" && form["Flag"] == "")
    #expect(form.fields.count == 5 && form["Nothing"] == nil)
  }

  @Test func documentsEscapeAndFallBack() {
    var documents = TwilioConfiguration(publicOrigin: "https://voice.example.com").twiML
    #expect(
      documents.connect(streamURL: "wss://voice.example.com/twilio/media", token: "a\"<&>'") == """
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Connect><Stream url="wss://voice.example.com/twilio/media"><Parameter name="token" \
        value="a&quot;&lt;&amp;&gt;&apos;"/></Stream></Connect><Say>The connection to our assistant has ended. \
        If you still need help, please call again.</Say><Hangup/></Response>

        """)
    documents.fallbackNumber = "+14155550100"
    #expect(documents.fallback().contains("</Say><Dial>+14155550100</Dial></Response>"))
    #expect(!documents.fallback().contains("Stream"))
    #expect(TwiML.escaped("a\u{0}b\u{1F}") == "ab")
  }

  @Test func originsAreChecked() throws {
    #expect(try TwilioConfiguration(publicOrigin: "https://a.example:8443").webSocketOrigin() == "wss://a.example:8443")
    #expect(try TwilioConfiguration(publicOrigin: "http://localhost:1").webSocketOrigin() == "ws://localhost:1")
    for bad in ["", "a.example", "https://", "https://a.example/path", "ftp://a.example"] {
      #expect(throws: TelephonyError.self) { try TwilioConfiguration(publicOrigin: bad).webSocketOrigin() }
    }
  }

  @Test func tokensAreForOneCallOnceAndNotForLong() {
    let time = Clock()
    let tokens = StreamTokens(secret: Array(repeating: 1, count: 32), lifetime: 60, capacity: 3) { time.now }
    let claims = StreamClaims(callID: "CA1", from: "+1", to: "+2")
    let token = tokens.issue(claims)
    #expect(tokens.redeem(nil, callID: "CA1") == .refused(.tokenMissing))
    #expect(tokens.redeem(token, callID: "CA2") == .refused(.tokenForOtherCall))
    #expect(tokens.redeem(token, callID: "CA1") == .valid(claims))
    #expect(tokens.redeem(token, callID: "CA1") == .refused(.tokenUsed))
    let stranger = StreamTokens(secret: Array(repeating: 2, count: 32)) { time.now }
    #expect(stranger.redeem(tokens.issue(claims), callID: "CA1") == .refused(.tokenInvalid))
    for bad in ["", ".", "a.b", "..", String(repeating: "a", count: 9_999)] {
      #expect(tokens.redeem(bad, callID: "CA1") == .refused(.tokenInvalid))
    }
    let late = tokens.issue(claims)
    for _ in 0..<2 { #expect(tokens.redeem(tokens.issue(claims), callID: "CA1") == .valid(claims)) }
    // Full: nothing more, rather than something twice.
    #expect(tokens.redeem(tokens.issue(claims), callID: "CA1") == .refused(.tokenUsed))
    time.set(1_061)
    #expect(tokens.redeem(late, callID: "CA1") == .refused(.tokenExpired))
    #expect(tokens.redeem(tokens.issue(claims), callID: "CA1") == .valid(claims))
  }
}

/// A clock of seconds that stands still until it is set.
private final class Clock: Sendable {
  private let value = Mutex<Int64>(1_000)
  var now: Int64 { value.withLock { $0 } }
  func set(_ new: Int64) { value.withLock { $0 = new } }
}
