import Commerce
import Events
import Foundation
import Logging
import Vendors

let arguments = CommandLine.arguments
guard arguments.count >= 2 else {
  print("usage: EventsBench FOLDER [SECONDS] [EVENTS A SECOND] [READERS]")
  exit(2)
}
let folder = arguments[1]
let seconds = arguments.count > 2 ? Int(arguments[2]) ?? 20 : 20
let rate = arguments.count > 3 ? Int(arguments[3]) ?? 500 : 500
let readers = arguments.count > 4 ? Int(arguments[4]) ?? 200 : 200

let now: @Sendable () -> Timestamp = { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
var logger = Logger(label: "bench")
logger.logLevel = .error

let source = WebhookSource.wooCommerce(secrets: WebhookSecrets([Payloads.secret]), mapping: WooWebhook.self)
let database = try EventDatabase(path: folder + "/events.sqlite")
let model = LocalReadModel()
// Sealed, as in the program.
let processor = try await EventProcessor.start(
  database: database, model: model, formats: [source.format], sealing: .shared(secret: Array("bench".utf8)),
  logger: logger, now: now)
let intake = WebhookIntake(sources: [source], processor: processor, logger: logger, now: now)
let backend = ReadModelBackend(name: "woocommerce", model: model, source: nil, processor: processor, now: now)
let tending = Task { try await processor.run() }

let orders = 20_000
let start = Timestamp(rfc3339: "2026-11-12T10:16:00Z")!
print("preparing \(orders) orders and \(rate * seconds) changes")
func flood(_ deliveries: [Payloads.Delivery], senders: Int) async -> (Duration, Int) {
  let clock = ContinuousClock.now
  let answered = await withTaskGroup(of: Int.self) { group in
    for sender in 0..<senders {
      group.addTask {
        var good = 0
        for index in stride(from: sender, to: deliveries.count, by: senders) {
          let delivery = deliveries[index]
          let answer = await intake.receive(source: "woocommerce", headers: delivery.headers, body: delivery.body)
          if answer.status == 200 { good += 1 }
        }
        return good
      }
    }
    return await group.reduce(0, +)
  }
  return (ContinuousClock.now - clock, answered)
}
let (filling, filled) = await flood(Payloads.make(orders, orders: orders, from: start, series: "fill"), senders: 64)
let bytes = Payloads.make(1, orders: 1, from: start, series: "size")[0].body.count
print(
  String(
    format: "flood: 64 senders, %d webhooks of %d bytes, %.0f a second, all durable", filled, bytes,
    Double(filled) / (filling / .seconds(1))))

let changes = Payloads.make(
  rate * seconds, orders: orders, from: start.adding(milliseconds: 3_600_000), series: "change")
let (reads, answers, readable) = (Samples(), Samples(), Samples())
let began = ContinuousClock.now
let end = began + .seconds(seconds)
await withTaskGroup(of: Void.self) { group in
  for reader in 0..<readers {
    group.addTask {
      // Through the protocol, as the agent reads.
      let facts: any ReadModel = model
      var (mine, asked): ([Duration], [Duration]) = ([], [])
      var place = reader
      while ContinuousClock.now < end {
        place = (place &* 31 &+ 17) % orders
        let order = String(10_000 + place)
        let before = ContinuousClock.now
        _ = try? await facts.fact(FactKey(.order, order))
        mine.append(ContinuousClock.now - before)
        if reader % 10 == 0 {
          let before = ContinuousClock.now
          _ = try? await backend.perform(FindOrder(order: order), OperationContext(budget: .seconds(1)))
          asked.append(ContinuousClock.now - before)
        }
        try? await Task.sleep(for: .milliseconds(10))
      }
      reads.add(mine)
      answers.add(asked)
    }
  }
  group.addTask {
    await withTaskGroup(of: Void.self) { sending in
      for (index, delivery) in changes.enumerated() {
        let due = began + .seconds(Double(index) / Double(rate))
        try? await Task.sleep(until: due, tolerance: .zero, clock: .continuous)
        sending.addTask {
          let answer = await intake.receive(source: "woocommerce", headers: delivery.headers, body: delivery.body)
          guard answer.status == 200, model.fact(FactKey(.order, delivery.order))?.asOf ?? start >= delivery.modified
          else {
            print("not readable: \(answer)")
            return
          }
          readable.add([ContinuousClock.now - due])
        }
      }
    }
  }
}
print("read-model get, \(readers) readers beside \(rate) events/s for \(seconds) s: \(reads.text)")
print("findOrder through the back end, \(readers / 10) readers: \(answers.text)")
print("webhook due -> new value readable, \(rate) events/s: \(readable.text)")
tending.cancel()
_ = try? await tending.value
let before = ContinuousClock.now
let report = try await processor.rebuild()
print(
  String(
    format: "rebuild: %d events in %.1f s, identical: %@", report.events, (ContinuousClock.now - before) / .seconds(1),
    report.isIdentical ? "yes" : "no"))
database.close()
