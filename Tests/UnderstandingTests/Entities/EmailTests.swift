import Testing
import Understanding

@Suite struct EmailTests {
  private func found(_ text: String, expecting: Set<EntityKind> = [], domains: [String] = []) -> [Span<String>] {
    Emails.find(in: Tokens(text), context(expecting: expecting, domains: domains))
  }

  @Test(arguments: [
    ("j.smith7@gmail.com", "j.smith7@gmail.com"), ("My email is J.Smith7@Gmail.com.", "j.smith7@gmail.com"),
    ("it's j_smith-7+shop@mail.example.co.uk, thanks", "j_smith-7+shop@mail.example.co.uk"),
    ("noah.brown7922@example.com", "noah.brown7922@example.com"), ("<a@b.io>", "a@b.io"),
    ("mail me at jo@shop.com please", "jo@shop.com"), ("jo @ shop . com", "jo@shop.com"),
    ("j dot smith seven at gmail dot com", "j.smith7@gmail.com"),
    ("my email is j dot smith seven at gmail dot com", "j.smith7@gmail.com"),
    ("it's j dot smith seven at g mail dot com", "j.smith7@gmail.com"),
    ("noah dot brown seven nine two two at example dot com", "noah.brown7922@example.com"),
    ("noah dot brown seventy nine twenty two at example dot com", "noah.brown7922@example.com"),
    ("it is all lower case noah brown at example dot com", "noahbrown@example.com"),
    ("jay smith at outlook dot co dot u k", "jaysmith@outlook.co.uk"),
    ("jaysmith at outlook dot co dot uk", "jaysmith@outlook.co.uk"),
    ("mary underscore ann at yahoo dot com", "mary_ann@yahoo.com"),
    ("mary hyphen ann at yahoo dot com", "mary-ann@yahoo.com"),
    ("mary dash ann at yahoo dot com", "mary-ann@yahoo.com"),
    ("a n n as in november a at hotmail dot com", "anna@hotmail.com"),
    ("n as in november o at aol dot com", "no@aol.com"),
    ("j o h n at i cloud dot com", "john@icloud.com"), ("j o h n at me dot com", "john@me.com"),
    ("smith with a y at gmail dot com", "smyth@gmail.com"), ("p dot moreau at moreau dot fr", "p.moreau@moreau.fr"),
    ("pip at p moreau dot org", "pip@pmoreau.org"),
    ("philippa moreau, all one word, at gmail dot com", "philippamoreau@gmail.com"),
    ("double l double o at gmail dot com", "lloo@gmail.com"),
    ("my e-mail address is jo at hot mail dot com", "jo@hotmail.com"),
    ("that would be tomas plus shop at proton mail dot me", "tomas+shop@protonmail.me"),
    ("yeah it's tom at gmail", "tom@gmail.com"), ("tom at yahoo com", "tom@yahoo.com"),
    ("tom smith at comcast dot net", "tomsmith@comcast.net"), ("tom@gmial.com", "tom@gmail.com"),
    ("tom at gmale dot com", "tom@gmail.com"), ("tom at g male dot com", "tom@gmail.com"),
    ("tom at out look dot com", "tom@outlook.com"), ("tom at gmail dot calm", "tom@gmail.com"),
    ("tom two thousand and four at gmail dot com", "tom2004@gmail.com"), ("tom at gmail.com", "tom@gmail.com"),
    ("it's tom forty two at gmail.com", "tom42@gmail.com"), ("s a r a without an h at gmail dot com", "sara@gmail.com"),
    ("the real tom at gmail dot com", "therealtom@gmail.com"),
    ("b as in boy o b at gmail dot com", "bob@gmail.com"), ("bravo oscar bravo at gmail dot com", "bob@gmail.com"),
    ("tom at 3 m dot com", "tom@3m.com"), ("tom at mail dot example dot org", "tom@mail.example.org"),
    ("T O M at gmail dot com", "tom@gmail.com"), ("tom period jones at gmail dot com", "tom.jones@gmail.com"),
    ("Noah Brown 7922 at example dot com", "noahbrown7922@example.com"),
    ("capital T om at gmail dot com", "tom@gmail.com"), ("tom at the gmail dot com", "tom@gmail.com"),
    ("tom jones the number seven at gmail dot com", "tomjones7@gmail.com"),
    ("tom jones with a 7 at gmail dot com", "tomjones7@gmail.com"),
    ("you can find me under sophia dot nguyen at example dot com", "sophia.nguyen@example.com"),
    ("sure, sofia.li7352@example.com and I want to return a lamp", "sofia.li7352@example.com"),
    ("i think i used tom dot jones at gmail dot com for that", "tom.jones@gmail.com"),
    ("hello this is tom my email is tom jones at gmail dot com", "tomjones@gmail.com"),
    ("jsmith at the rate gmail dot com", "jsmith@gmail.com"), ("jsmith at sign gmail dot com", "jsmith@gmail.com"),
    ("tom (at) gmail (dot) com", "tom@gmail.com"), ("tom[at]gmail[dot]com", "tom@gmail.com"),
  ])
  func best(_ text: String, _ expected: String) {
    let spans = found(text)
    #expect(spans.map(\.value) == [expected], "\(spans)")
  }

  @Test(arguments: [
    ("jay smith at outlook dot com", ["jay.smith@outlook.com", "jsmith@outlook.com"]),
    ("tom oh seven at gmail dot com", ["tom07@gmail.com"]), ("kay dot lee at gmail dot com", ["k.lee@gmail.com"]),
    ("clark with an e at gmail dot com", ["clarke@gmail.com"]), ("eric with a k at gmail dot com", ["erik@gmail.com"]),
    ("tom@gmial.com", ["tom@gmial.com"]), ("noah brown seventy nine at gmail dot com", ["noah.brown79@gmail.com"]),
    ("jon with an h at gmail dot com", ["john@gmail.com"]), ("mat with two t's at gmail dot com", ["matt@gmail.com"]),
    ("tom for two at gmail dot com", ["tom42@gmail.com"]), ("sara with an h at gmail dot com", ["sarah@gmail.com"]),
    ("see dot brown at gmail dot com", ["c.brown@gmail.com"]),
  ])
  func amongReadings(_ text: String, _ expected: [String]) {
    let spans = found(text)
    #expect(spans.count == 1)
    for value in expected { #expect(spans[0].readings.map(\.value).contains(value), "\(spans[0].readings)") }
  }

  @Test(arguments: [
    ("try a at b.com or c at d.org", ["a@b.com", "c@d.org"]),
    ("try t.adeyemi, or tomas.a at example dot org", ["t.adeyemi@example.org", "tomas.a@example.org"]),
    ("t dot adeyemi or tomas dot a at example dot org", ["t.adeyemi@example.org", "tomas.a@example.org"]),
    ("either tom@a.com or tom@b.com", ["tom@a.com", "tom@b.com"]),
    ("tom at gmail dot com, maybe tom at yahoo dot com", ["tom@gmail.com", "tom@yahoo.com"]),
    ("it was tom at gmail dot com now it's tom at yahoo dot com", ["tom@gmail.com", "tom@yahoo.com"]),
    ("tom at gmail dot com or yahoo dot com", ["tom@gmail.com", "tom@yahoo.com"]),
  ])
  func several(_ text: String, _ expected: [String]) {
    #expect(found(text).map(\.value) == expected, "\(found(text))")
  }

  @Test(arguments: [
    "meet me at the store", "i'm at home", "look at dot com", "at gmail dot com", "it arrived at noon",
    "i bought it at amazon dot com", "send it to my email", "i am at work", "", "at", "@", "@home", "a @ b",
    "check www.example.com", "i looked at your site dot com things", "it is 20 at most", "arrive at 5.30",
    "my email is the same", "we were at outlook ridge",
  ])
  func none(_ text: String) { #expect(found(text).map(\.value) == [], "\(found(text))") }

  @Test func knownDomainsMend() {
    #expect(found("tom at adeyemy dot org", domains: ["adeyemi.org"])[0].value == "tom@adeyemi.org")
    #expect(found("tom at north loop dot com", domains: ["northloop.com"])[0].value == "tom@northloop.com")
    #expect(found("tom at gmailer dot com")[0].value == "tom@gmailer.com")
  }

  @Test func whenAskedForABareOneIsBelieved() {
    #expect(found("tom jones gmail dot com", expecting: [.email]).map(\.value) == ["tomjones@gmail.com"])
    #expect(found("tom dot jones that gmail dot com", expecting: [.email]).map(\.value) == ["tom.jones@gmail.com"])
  }

  @Test func placesAndWriting() {
    let span = found("my mail is J.Smith7@Gmail.com ok")[0]
    #expect(span.tokens == 3..<7 && span.said == "J.Smith7@Gmail.com")
    #expect(span.confidence > 0.95)
    let spoken = found("it's j dot smith at gmail dot com thanks")[0]
    #expect(spoken.tokens == 1..<8)
  }

  @Test func randomAddressesSurviveSpeaking() {
    var random = Sequence(seed: 11)
    let names = ["noah", "sophia", "smith", "moreau", "adeyemi", "philippa", "ivanov", "brown", "garcia", "fatima"]
    let domains = [
      ("gmail.com", "gmail dot com"), ("example.org", "example dot org"), ("outlook.co.uk", "outlook dot co dot u k"),
      ("yahoo.com", "yahoo dot com"), ("moreau.fr", "moreau dot fr"), ("icloud.com", "i cloud dot com"),
    ]
    for _ in 0..<300 {
      let domain = random.pick(domains)
      var local = random.pick(names)
      var spoken = local
      if random.next(3) == 0 {
        let initial = String(random.pick(Array("bcdfghjklmnpqrstvwxz")))
        local = "\(initial).\(local)"
        spoken = "\(initial) dot \(spoken)"
      } else if random.next(2) == 0 {
        let (mark, word) = random.pick([(".", "dot"), ("_", "underscore"), ("-", "dash")])
        let second = random.pick(names)
        local += mark + second
        spoken += " \(word) \(second)"
      }
      for _ in 0..<random.next(5) {
        let digit = random.next(10)
        local += String(digit)
        spoken += " " + Speaking.units[digit]
      }
      let text = random.pick(["", "it's ", "my email is ", "sure it is "]) + spoken + " at " + domain.1
      #expect(found(text).map(\.value) == ["\(local)@\(domain.0)"], "\(text)")
    }
  }
}
