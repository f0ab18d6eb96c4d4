import Testing
import Understanding

@Suite struct NameTests {
  private func found(_ text: String, expecting: Set<EntityKind> = []) -> [Span<PersonName>] {
    PersonNames.find(in: Tokens(text), context(expecting: expecting)).filter { $0.confidence > 0.35 }
  }

  private func said(_ text: String, expecting: Set<EntityKind> = []) -> [String] {
    found(text, expecting: expecting).map { "\($0.value.given)|\($0.value.family)" }
  }

  @Test(arguments: [
    ("my name is Noah Brown", "Noah|Brown"), ("my name is noah brown", "Noah|Brown"),
    ("My name's Sofia Li.", "Sofia|Li"),
    ("this is noah brown", "Noah|Brown"), ("hi this is Noah Brown calling about a lamp", "Noah|Brown"),
    ("it's Philippa Moreau", "Philippa|Moreau"), ("i'm yusuf rossi", "Yusuf|Rossi"),
    ("I am Yusuf Rossi, zip 19122", "Yusuf|Rossi"),
    ("last name Moreau, first name Philippa", "Philippa|Moreau"),
    ("first name philippa last name moreau", "Philippa|Moreau"),
    ("my first name is philippa and my last name is moreau", "Philippa|Moreau"),
    ("everyone says Pip but it's Philippa Moreau", "Philippa|Moreau"), ("noah brown 80279", "Noah|Brown"),
    ("Noah Brown, zip 80279", "Noah|Brown"), ("name is Mary-Ann Smith-Jones", "Mary-Ann|Smith-Jones"),
    ("my name is Conor O'Brien", "Conor|O'Brien"), ("my name is conor o'brien", "Conor|O'Brien"),
    ("my name is conor o brien", "Conor|O'Brien"),
    ("this is ludwig van der berg", "Ludwig|van der Berg"), ("my name is Maria de la Cruz", "Maria|de la Cruz"),
    ("my name is john q public", "John|Public"), ("my name is noah, n o a h, brown", "Noah|Brown"),
    ("my last name is moreau m o r e a u", "|Moreau"), ("the last name is m o r e a u", "|Moreau"),
    ("surname moreau spelled m o r o", "|Moro"), ("last name is smith with a y", "|Smyth"),
    ("my name is Matt with two t's", "Matt|"),
    ("n o a h b r o w n is my name", "Noah|Brown"), ("my name is n as in nancy o a h", "Noah|"),
    ("first name n o a h last name b r o w n", "Noah|Brown"), ("mr moreau", "|Moreau"),
    ("this is mrs. Philippa Moreau", "Philippa|Moreau"),
    ("doctor adeyemi speaking", "|Adeyemi"), ("noah brown here", "Noah|Brown"), ("noah speaking", "Noah|"),
    ("the name on the order is Noah Brown", "Noah|Brown"), ("it's under noah brown", "Noah|Brown"),
    ("it's under the name moreau", "|Moreau"), ("the order is in the name of Fatima Wilson", "Fatima|Wilson"),
    ("my name is Will", "Will|"), ("my name is will young", "Will|Young"), ("my name is grace hope", "Grace|Hope"),
    ("my name is thulani ndlovu and i want to return a rug", "Thulani|Ndlovu"), ("MY NAME IS NOAH BROWN", "Noah|Brown"),
    ("my name is noah brown and my zip is 80279", "Noah|Brown"), ("name: Noah Brown", "Noah|Brown"),
    ("my name is ronald mcdonald", "Ronald|McDonald"), ("my full name is mary ann smith", "Mary Ann|Smith"),
    ("my name is gabriel garcia marquez", "Gabriel|Garcia Marquez"), ("Zoë Müller is my name", "Zoë|Müller"),
    ("my name is zoë müller", "Zoë|Müller"), ("it's Brown, Noah Brown", "Noah|Brown"),
    ("Moreau is my last name", "|Moreau"),
    ("this is Aarav calling", "Aarav|"), ("you can call me Pip", "Pip|"), ("i'm called philippa", "Philippa|"),
    ("sure, my name is Mei Kovacs.", "Mei|Kovacs"), ("yeah hi um this is um noah brown", "Noah|Brown"),
    ("my name is lei li", "Lei|Li"), ("my name is john smith jr", "John|Smith"),
    ("name's brown first name noah", "Noah|Brown"),
    ("this is noah from denver", "Noah|"), ("the name is Bond, James Bond", "James|Bond"),
    ("my name is philippa that's p h i l i p p a moreau", "Philippa|Moreau"),
    ("my name is philipa p h i l i p p a moreau m o r e a u", "Philippa|Moreau"),
    ("it's stephen with a ph", "Stephen|"), ("my name is sara without an h", "Sara|"),
  ])
  func best(_ text: String, _ expected: String) { #expect(said(text) == [expected], "\(found(text))") }

  @Test(arguments: [
    ("noah brown", "Noah|Brown"), ("brown", "|Brown"), ("noah", "Noah|"), ("dori modzelewski", "Dori|Modzelewski"),
    ("Modzelewski", "|Modzelewski"), ("it's dori modzelewski", "Dori|Modzelewski"),
    ("sure it is tuan pelc", "Tuan|Pelc"),
    ("n o a h", "Noah|"), ("b r o w n", "|Brown"), ("Noah Brown 80279", "Noah|Brown"),
    ("noah brown, eight oh two seven nine", "Noah|Brown"),
    ("yes noah brown please", "Noah|Brown"), ("That would be Li Wei", "Li|Wei"), ("rose white", "Rose|White"),
    ("jane doe", "Jane|Doe"),
    ("brown noah", "Noah|Brown"), ("pip", "Pip|"), ("o'brien", "|O'Brien"),
    ("i am sorry it's noah brown", "Noah|Brown"),
    ("okay so noah brown", "Noah|Brown"), ("thulani", "Thulani|"), ("Noah Brown and my zip is 80279", "Noah|Brown"),
  ])
  func asked(_ text: String, _ expected: String) {
    #expect(said(text, expecting: [.name]) == [expected], "\(found(text, expecting: [.name]))")
  }

  @Test(arguments: [
    "this is ridiculous", "i'm looking for a lamp", "i'm sorry", "i'm calling about my order", "it's broken",
    "this is urgent",
    "it's the blue one", "my name is on the order", "it's not working", "i'm not sure", "this is for my wife",
    "i'm in denver",
    "it's a tea kettle", "i am returning the lamp", "this is my order", "what is your name", "i'm done",
    "i will grant you that",
    "can i get the rose gold one", "it may be brown", "mark it as returned", "the name of the product", "over here", "",
    "it's for the kitchen", "i'm speaking", "it's defective", "this is unacceptable", "i'm frustrated",
    "it's cheaper elsewhere",
    "under the sofa", "i want it under fifty", "black white and brown", "it's denver colorado", "the user name",
    "call me back",
    "call me tomorrow", "this is the third time", "i'm good thanks", "it's fine", "that's right",
    "i'm moving to austin",
    "it's leather", "i'm on hold forever", "this is taking forever", "it's wool", "i'm still waiting", "under my name",
    "my name is spelled wrong", "that's my last name", "noah_brown_6181", "it's stainless steel", "it's waterproof",
  ])
  func none(_ text: String) { #expect(said(text) == [], "\(found(text))") }

  /// Names of people who are not speaking: they prove nothing, asked for or not.
  @Test(arguments: [
    "I am not Olivia Ito, zip 12345", "i'm not olivia ito zip 12345", "this is not Olivia Ito",
    "I'm not really Olivia Ito",
    "my name is not Olivia Ito", "my name isn't Olivia Ito", "this is about Olivia Ito",
    "it's my wife's order, olivia ito, zip 12345", "this is about olivia ito, zip 12345",
    "my neighbour Olivia Ito lives in 12345",
    "my wife, Olivia Ito, lives in 12345", "Olivia Ito is my neighbour, zip 12345", "her name is Olivia Ito",
    "I'm calling on behalf of Olivia Ito, 12345", "pretend I'm Olivia Ito, zip 12345",
    "pretend that my name is Olivia Ito",
    "if I were Olivia Ito from 12345", "a friend of Olivia Ito", "my friend's name is Olivia Ito",
    "I spoke with Olivia Ito",
    "Olivia Ito lives next door in 12345", "it belongs to my sister Olivia Ito, 12345",
    "it was a gift from Olivia Ito", "Olivia Ito is not my name",
  ])
  func anothersName(_ text: String) {
    for expected in [[], [.name]] as [Set<EntityKind>] { #expect(own(text, expected) == [], "\(found(text))") }
  }

  private func own(_ text: String, _ expected: Set<EntityKind> = []) -> [String] {
    Entities(in: Tokens(text), context(expecting: expected)).ownNames.map { "\($0.value.given)|\($0.value.family)" }
  }

  /// So is an address of somebody else's.
  @Test(arguments: [
    "my wife's email is olivia.ito@example.com", "I'm not olivia.ito@example.com",
    "her email is olivia.ito@example.com",
    "my email is not olivia.ito@example.com",
  ])
  func anothersEmail(_ text: String) { #expect(Entities(in: Tokens(text), context(expecting: [])).ownEmails.isEmpty) }

  @Test(arguments: ["my email is olivia.ito@example.com", "olivia.ito@example.com", "no, it's olivia.ito@example.com"])
  func oneOwnEmail(_ text: String) { #expect(Entities(in: Tokens(text), context(expecting: [])).ownEmails.count == 1) }

  @Test(arguments: [
    ("no, I'm Olivia Ito", "Olivia|Ito"), ("not sure where it is, my name is Olivia Ito", "Olivia|Ito"),
    ("can you see if it's under Olivia Ito", "Olivia|Ito"), ("it is for my wife. Olivia Ito here", "Olivia|Ito"),
    ("I'm not Mia Moreau, I'm Olivia Ito", "Olivia|Ito"), ("it's registered to Olivia Ito", "Olivia|Ito"),
    ("my order for my sister is late, this is Olivia Ito", "Olivia|Ito"),
    ("I am not happy at all. Olivia Ito, 12345", "Olivia|Ito"),
  ])
  func oneOwnName(_ text: String, _ expected: String) { #expect(own(text) == [expected], "\(found(text))") }

  @Test(arguments: [
    "yes", "no", "i don't know", "why do you need it", "hold on", "sorry", "hello", "40217", "the lamp", "return it",
  ])
  func askedButNotTold(_ text: String) { #expect(said(text, expecting: [.name]) == []) }

  @Test func placesAndWriting() {
    let span = found("hi, my name is Noah Brown and")[0]
    #expect(span.tokens == 4..<6 && span.said == "Noah Brown")
    let mixed = found("My name is McKenzie DeVito")[0]
    #expect(mixed.value == PersonName(given: "McKenzie", family: "DeVito"))
  }

  @Test func randomNamesSurvive() {
    var random = Sequence(seed: 5)
    let given = ["Noah", "Sofia", "Yusuf", "Mei", "Aarav", "Fatima", "Ethan", "Isabella", "Raj", "Evelyn", "Daiki"]
    let family = ["Brown", "Garcia", "Kovacs", "Silva", "Nguyen", "Johansson", "Ito", "Muller", "Khan", "Moore", "Li"]
    for _ in 0..<200 {
      let (first, last) = (random.pick(given), random.pick(family))
      let frame = random.pick([
        "my name is %", "this is % calling", "hi it's %", "i'm % and i need help", "name % zip 80279", "% here",
      ])
      let text = frame.replacing("%", with: random.next(2) == 0 ? "\(first) \(last)" : "\(first) \(last)".lowercased())
      #expect(said(text) == ["\(first)|\(last)"], "\(text)")
    }
  }
}
