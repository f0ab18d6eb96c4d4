import AisleTesting
import Commerce
import Dialogue
import Discourse
import Policy
import Synchronization
import Testing

@testable import Conversations
@testable import TurnTaking

/// A chat as a page holds it: text goes in with what was shown, the transcript comes back.
private final class PageChat {
  private struct State {
    var view: ConversationView?
    var commands: [MediaCommand] = []
  }
  private final class Box: Sendable { let state = Mutex(State()) }

  private let box: Box
  private let transport = FakeTransport()
  let media: any CallMedia

  init?(_ house: ConversationHouse) {
    let box = Box()
    self.box = box
    let media = house.start(
      CallDetails(carrierCallID: "WC1", streamID: "WC1", from: nil, to: nil, channel: .chat), transport: transport,
      handle: MediaHandle { command in box.state.withLock { $0.commands.append(command) } },
      show: { view in box.state.withLock { $0.view = view } })
    guard let media else { return nil }
    self.media = media
  }

  var view: ConversationView? { box.state.withLock { $0.view } }
  var said: [String] { view?.turns.filter { $0.speaker == .agent }.map(\.text) ?? [] }
  /// The last of the agent's lines.
  var seen: Int { view?.turns.last { $0.speaker == .agent }?.index ?? 0 }

  func write(_ text: String, seen: Int?) { media.receive(text: text, seen: seen, now: 0) }

  func hears(_ words: String) async -> Bool {
    for _ in 0..<1_000 {
      if said.contains(where: { $0.contains(words) }) { return true }
      try? await Task.sleep(for: .milliseconds(10))
    }
    return false
  }

  /// Whether the house asked for the socket to be closed, once it has.
  var isHungUp: Bool {
    for command in box.state.withLock({ state in
      defer { state.commands = [] }
      return state.commands
    }) { media.perform(command, now: 0) }
    return transport.sent.contains { if case .close = $0 { true } else { false } }
  }
}

@Suite(.timeLimit(.minutes(2)))
struct TypingTests {
  @Test func aChatFromAPageIsServedJournalledAndReplayed() async throws {
    let test = try TestHouse(maximumCalls: 1)
    let page = try #require(PageChat(test.house))
    // It takes no line.
    #expect(test.house.hasRoom)
    #expect(await page.hears("I am a computer"))
    page.write("where is my order 40217", seen: page.seen)
    #expect(await page.hears("zip code"))
    page.write("98101", seen: page.seen)
    #expect(await page.hears("on its way with United Parcel"))
    page.write("no thank you", seen: page.seen)
    #expect(await page.hears("Goodbye"))
    var isHungUp = false
    for _ in 0..<500 where !isHungUp {
      isHungUp = page.isHungUp
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(isHungUp)
    page.media.ended(.agentHungUp)
    for _ in 0..<500 where test.house.liveCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
    let row = try #require(try await test.house.past(limit: 1).first)
    #expect(row.outcome == "resolved" && row.channel == .chat)
    #expect(try await test.difference(row.id) == nil)
  }

  /// A yes that was written before the read-out could be seen agrees to nothing in it.
  @Test func aYesAgreesOnlyToWhatWasShown() async throws {
    let test = try TestHouse()
    let page = try #require(PageChat(test.house))
    #expect(await page.hears("I am a computer"))
    page.write("i want to cancel my order 73358", seen: page.seen)
    #expect(await page.hears("zip code"))
    let before = page.seen
    page.write("98101", seen: before)
    page.write("yes", seen: before)
    #expect(await page.hears("I will cancel order 73358"))
    // It is read out again; nothing was done.
    for _ in 0..<500 where page.said.filter({ $0.contains("I will cancel order 73358") }).count < 2 {
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(page.said.filter { $0.contains("I will cancel order 73358") }.count == 2)
    #expect(!page.said.contains { $0.contains("is cancelled") })
    page.write("yes", seen: page.seen)
    #expect(await page.hears("Order 73358 is cancelled"))
    page.media.ended(.callerHungUp)
    for _ in 0..<500 where test.house.liveCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
    let id = try #require(try await test.house.past(limit: 1).first?.id)
    #expect(try await test.difference(id) == nil)
  }

  @Test func aDrainingHouseTakesNoChats() throws {
    let test = try TestHouse()
    test.house.drain()
    #expect(PageChat(test.house) == nil)
  }

  @Test func aCardThatIsTypedIsCutOut() async throws {
    let test = try TestHouse()
    let page = try #require(PageChat(test.house))
    #expect(await page.hears("I am a computer"))
    page.write("my card is 4111 1111 1111 1111", seen: page.seen)
    for _ in 0..<500 where page.view?.turns.contains(where: { $0.speaker == .caller }) != true {
      try await Task.sleep(for: .milliseconds(10))
    }
    let line = page.view?.turns.first { $0.speaker == .caller }?.text ?? ""
    #expect(line.contains("[card]") && !line.contains("1111"))
    page.media.ended(.callerHungUp)
  }

  // MARK: Beside a talk

  @Test func whoTypesHasTheTurn() {
    let call = FakeCall()
    call.perform(.announce(prompt: 1, sentences: ["I will cancel your order.", "Shall I?"]))
    call.play(1, milliseconds: 3_000)
    call.line(500)
    call.media.receive(text: "yes", seen: 3, now: call.now)
    #expect(call.transport.sent.contains { if case .clear = $0 { true } else { false } })
    #expect(call.names == ["interrupted", "typed"])
    guard case .typed("yes", seen: 3)? = call.events.last else {
      Issue.record("it was not told as it was typed")
      return
    }
  }

  /// Who has read a prompt on the page need not hear it to its end; who could not, has not.
  @Test(arguments: [true, false]) func aYesIsTypedIntoATalk(_ isRead: Bool) async throws {
    let test = try TestHouse(sentence: 2_000)
    let line = CallLine(test.house, from: "+12065550123")
    func view() async -> ConversationView? { await test.house.live().first }
    func hears(_ words: String) async -> Bool {
      for _ in 0..<200 {
        // An answer may be followed by the next question before it is looked at.
        let said = await view()?.turns.filter { $0.speaker == .agent }.suffix(2) ?? []
        if said.contains(where: { $0.text.contains(words) }) { return true }
        await line.run(100)
      }
      return false
    }
    await line.run(300)
    line.write("i want to cancel my order 73358", seen: nil)
    #expect(await hears("zip code"))
    line.write("98101", seen: nil)
    #expect(await hears("I will cancel order 73358"))
    await line.run(400)
    let newest = await view()?.turns.last { $0.speaker == .agent }?.index
    line.write("yes", seen: isRead ? newest : 1)
    let isHeard = await hears(isRead ? "is cancelled" : "I will cancel order 73358")
    let turns = await view()?.turns.map(\.text) ?? []
    #expect(isHeard, "\(turns)")
    if !isRead { #expect(await view()?.turns.contains { $0.text.contains("is cancelled") } == false) }
    line.hangUp()
    for _ in 0..<500 where test.house.liveCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
    let id = try #require(try await test.house.past(limit: 1).first?.id)
    #expect(try await test.difference(id) == nil)
  }
}
