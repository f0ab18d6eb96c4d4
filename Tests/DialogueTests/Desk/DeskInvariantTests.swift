import AisleTesting
import Commerce
import Discourse
import Foundation
import Testing

@testable import Dialogue

/// What holds however a customer talks. Each run is a conversation of random commands.
@Suite("Order desk: invariants")
struct DeskInvariantTests {
  static let seeds = Array(UInt64(1)...UInt64(150))

  /// Plays one conversation; `body` looks after each turn.
  private func play(_ seed: UInt64, _ body: (inout DeskRunner, OrderDesk, [Command]) throws -> Void) throws {
    var run = try DeskRunner.known()
    var customer = RandomCustomer(seed: seed)
    for _ in 0..<14 where !run.ended && run.person == nil {
      let before = run.desk
      let commands = customer.turn(at: run.desk.focus)
      run.hear(commands)
      try body(&run, before, commands)
    }
  }

  @Test("No write without the whole list before it and a yes directly after, with exactly these arguments")
  func authority() throws {
    var total = 0
    for seed in Self.seeds {
      var count = 0
      try play(seed) { run, before, commands in
        let new = Array(run.writes.dropFirst(count))
        count = run.writes.count
        total += new.count
        guard !new.isEmpty else { return }
        #expect(before.focus == .readOut, "seed \(seed)")
        #expect(commands.contains(.affirm), "seed \(seed): \(commands)")
        #expect(!commands.contains(.deny), "seed \(seed)")
        let read = before.readOut?.operations ?? []
        #expect(new.map(\.operation) == Array(read.prefix(new.count)), "seed \(seed): \(new) instead of \(read)")
        // What was said along with the yes asked for nothing.
        for case .question(let question) in commands {
          Issue.record("seed \(seed): a yes with the question \(question)")
        }
      }
    }
    // Otherwise nothing was looked at.
    #expect(total > 100, "only \(total) writes")
  }

  @Test("One write of goods for each order, none after it was called off")
  func once() throws {
    for seed in Self.seeds {
      var run = try DeskRunner.known()
      var customer = RandomCustomer(seed: seed)
      for _ in 0..<14 where !run.ended && run.person == nil { run.hear(customer.turn(at: run.desk.focus)) }
      var goods: [String] = [], cancelled: [String] = []
      for operation in run.retailer.writes {
        switch operation.value {
        case let asked as ChangeOrderItems: goods.append(asked.order)
        case let asked as ReturnItems: goods.append(asked.order)
        case let asked as ExchangeItems: goods.append(asked.order)
        case let asked as CancelOrder: cancelled.append(asked.order)
        default: continue
        }
      }
      #expect(Set(goods).count == goods.count, "seed \(seed): \(goods)")
      #expect(Set(cancelled).count == cancelled.count && Set(cancelled).isDisjoint(with: goods), "seed \(seed)")
      // What was planned was never refused: the desk knows the rules.
      #expect(run.writes.count == run.retailer.writes.count, "seed \(seed): \(run.writes) but \(run.retailer.writes)")
    }
  }

  @Test("Nothing is left open in silence: at the end every wish is done, refused, taken back or was said to be open")
  func nothingIsForgotten() throws {
    for seed in Self.seeds {
      var run = try DeskRunner.known()
      var customer = RandomCustomer(seed: seed)
      for _ in 0..<10 where !run.ended && run.person == nil { run.hear(customer.turn(at: run.desk.focus)) }
      for _ in 0..<6 where !run.ended && run.person == nil {
        let open = run.desk.unfinished
        let text = run.hear(.goodbye)
        if !open.isEmpty { #expect(text.contains("not done") || text.contains("Shall I"), "seed \(seed): \(text)") }
      }
      #expect(run.ended || run.person != nil, "seed \(seed) does not end: \(run.desk.focus)")
      if run.ended { #expect(run.desk.unfinished.isEmpty, "seed \(seed)") }
    }
  }

  @Test("Every turn says something and asks something, or ends")
  func neverMute() throws {
    for seed in Self.seeds {
      try play(seed) { run, _, commands in
        #expect(run.ended || run.person != nil || !(run.said.last ?? "").isEmpty, "seed \(seed): \(commands)")
        #expect(run.desk.said.isEmpty, "seed \(seed): something was not given out")
        #expect(!run.said.contains { $0.contains("{") || $0.contains("  ") }, "seed \(seed)")
      }
    }
  }

  @Test("The same commands give the same conversation, and the state survives being stored")
  func replay() throws {
    for seed in Self.seeds.prefix(60) {
      var texts: [[String]] = []
      for stores in [false, true] {
        var run = try DeskRunner.known()
        var customer = RandomCustomer(seed: seed)
        for _ in 0..<14 where !run.ended && run.person == nil {
          run.hear(customer.turn(at: run.desk.focus))
          if stores {
            let stored = try JSONEncoder().encode(run.desk)
            let read = try JSONDecoder().decode(OrderDesk.self, from: stored)
            #expect(read == run.desk, "seed \(seed)")
            run.desk = read
          }
        }
        texts.append(run.said)
      }
      #expect(texts[0] == texts[1], "seed \(seed)")
    }
  }
}
