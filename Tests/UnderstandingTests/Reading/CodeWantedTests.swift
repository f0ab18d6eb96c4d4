import Testing
import Understanding

@Suite struct CodeWantedTests {
  @Test(arguments: [
    "send it again", "please send me a new code", "I did not get it", "nothing came", "I haven't received anything",
    "resend", "another code please", "can you text it to me again", "there is no code", "it never arrived",
    "again please",
  ]) func isWanted(_ text: String) { #expect(CodeWanted.is(text)) }

  @Test(arguments: [
    "493027", "what is this about", "I want a person", "no", "yes", "why do you need that", "cancel my order",
  ]) func isNotWanted(_ text: String) { #expect(!CodeWanted.is(text)) }
}
