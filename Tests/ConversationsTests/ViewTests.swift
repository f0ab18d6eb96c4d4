import Commerce
import Dialogue
import Discourse
import Foundation
import Policy
import Testing

@testable import Conversations

/// The journal folded for people.
@Suite struct ViewFoldTests {
  private let at = Timestamp(milliseconds: 1_000)

  private func view(_ items: [JournalItem]) -> ConversationView {
    var view = ConversationView(id: "c", channel: .phone, openedAt: at)
    for item in items { view.take(item, at: at) }
    return view
  }

  private func said(_ number: Int, _ text: String) -> JournalItem {
    .effect(.say(Prompt(number: number, responses: ["r"], spoken: [text], written: text)))
  }

  private func input(_ event: Input.Event) -> JournalItem { .input(Input(at: at, event: event)) }

  @Test func turnsStandInTheirOrder() {
    let view = view([
      said(1, "Hello."), input(.utterance(Transcript(typed: "where is my order"))), said(2, "Which?"),
      input(.keys("40217")), input(.silence), input(.recognitionFailed),
      input(.failed(call: 1, OperationFailure(.timedOut, "no"))), input(.utterance(Transcript(alternatives: []))),
    ])
    #expect(view.turns.map(\.index) == Array(1...8))
    #expect(view.turns.map(\.speaker) == [.agent, .caller, .agent, .caller, .system, .system, .system, .caller])
    #expect(view.turns.map(\.text).contains("keyed 40217"))
    #expect(view.turns[6].text == "back end: timedOut")
    #expect(view.turns[7].text == "(not understood)")
  }

  @Test func whatWasInterruptedIsMarkedWithAllThatFollowedIt() {
    let view = view([said(1, "a"), said(2, "b"), said(3, "c"), input(.interrupted(prompt: 2, heard: 1, of: 2))])
    #expect(view.turns.map(\.interrupted) == [false, true, true])
  }

  @Test func anAnswersStagesBelongToItsPrompt() throws {
    let note = AnswerNote(
      prompt: 1, stages: [.init(name: "endpointing", milliseconds: 360), .init(name: "sending", milliseconds: 40)])
    let payload = [UInt8](try JSONEncoder().encode(note))
    let view = view([said(1, "a"), said(2, "b"), .note("answer", payload), .note("answer", [1]), .note("strange", [])])
    #expect(view.turns[0].latency == 400)
    #expect(view.turns[0].stages.count == 2)
    #expect(view.turns[1].latency == nil)
  }

  @Test func stateRecordingAndDecisions() throws {
    let state = StateNote(intent: "Order status", fields: [.init(name: "doing", value: "x")])
    let view = view([
      .note("state", [UInt8](try JSONEncoder().encode(state))), .note("recording", []),
      .note("recording", [UInt8](try JSONEncoder().encode(RecordingNote(state: "kept", seconds: 3)))),
      .effect(.decided(Decision(action: "findOrder", verdict: .stepUp, rule: "needs-detail", facts: [:]))),
    ])
    #expect(view.intent == "Order status")
    #expect(view.state == [.init(name: "doing", value: "x")])
    // It may be erased since.
    #expect(!view.hasRecording)
    #expect(view.decisions == ["findOrder: needs more first by needs-detail"])
  }

  @Test func theOutcomeIsTheDialoguesNotTheLines() {
    let ended = view([.effect(.end(outcome: .resolved)), input(.ended(reason: "callerHungUp"))])
    #expect(ended.outcome == "resolved")
    #expect(ended.endedAt == at)
    #expect(view([input(.ended(reason: "callerHungUp")), .effect(.end(outcome: .abandoned))]).outcome == "abandoned")
    #expect(view([.effect(.end(outcome: .resolved))]).endedAt == nil)
  }
}

@Suite struct ViewFeedTests {
  private func view(_ id: String, _ turns: Int) -> ConversationView {
    var view = ConversationView(id: id, channel: .chat, openedAt: Timestamp(milliseconds: 0))
    view.intent = String(turns)
    return view
  }

  @Test func aSlowReaderGetsTheLastOfEach() async {
    let feed = ViewFeed()
    let stream = feed.subscribe()
    for turn in 1...100 {
      feed.publish(view("a", turn))
      feed.publish(view("b", turn))
    }
    var reader = stream.makeAsyncIterator()
    #expect(await reader.next() == view("a", 100))
    #expect(await reader.next() == view("b", 100))
    feed.publish(view("a", 101))
    #expect(await reader.next() == view("a", 101))
  }

  @Test func aWaitingReaderIsWoken() async {
    let feed = ViewFeed()
    let stream = feed.subscribe()
    async let first = stream.first { _ in true }
    for turn in 1...50 {
      feed.publish(view("a", turn))
      await Task.yield()
    }
    #expect(await first?.id == "a")
  }

  @Test func everyReaderHearsEverything() async {
    let feed = ViewFeed()
    let streams = (0..<5).map { _ in feed.subscribe() }
    feed.publish(view("a", 1))
    for stream in streams {
      var reader = stream.makeAsyncIterator()
      #expect(await reader.next() == view("a", 1))
    }
  }

  @Test func cancellingEndsTheStream() async {
    let feed = ViewFeed()
    let stream = feed.subscribe()
    let reading = Task {
      var count = 0
      for await _ in stream { count += 1 }
      return count
    }
    feed.publish(view("a", 1))
    try? await Task.sleep(for: .milliseconds(50))
    reading.cancel()
    #expect(await reading.value == 1)
    feed.publish(view("a", 2))
  }

  @Test func manyPublishersLoseNoLastView() async {
    let feed = ViewFeed()
    let stream = feed.subscribe()
    let reading = Task {
      var last: [String: Int] = [:]
      for await view in stream {
        last[view.id] = Int(view.intent ?? "")
        if last.count == 8, last.values.allSatisfy({ $0 == 200 }) { break }
      }
      return last
    }
    await withTaskGroup(of: Void.self) { group in
      for id in 0..<8 {
        group.addTask { for turn in 1...200 { feed.publish(self.view("c\(id)", turn)) } }
      }
    }
    let last = await reading.value
    #expect(last.values.allSatisfy { $0 == 200 })
  }
}
