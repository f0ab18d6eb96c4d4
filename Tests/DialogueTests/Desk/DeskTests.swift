import AisleTesting
import Commerce
import Discourse
import Testing

@testable import Dialogue

@Suite("Order desk")
struct DeskTests {
  @Test("Identifies, finds the one lamp that can be returned, reads the list out and writes after a yes")
  func returnOne() throws {
    var run = try DeskRunner()
    let first = run.hear(wish(.return, goods("lamp")))
    #expect(first.contains("e-mail"))
    let second = run.hear(.identify([.email([Candidate("mara.lindqvist@example.org", score: 1)])]))
    #expect(second.contains("Where shall the refund go"), "\(second)")
    let third = run.hear(wish(nil) { $0.wallet = WalletReference(.giftCard) })
    #expect(third.contains("M1001") && third.contains("$40.00") && third.contains("gift card"), "\(third)")
    #expect(run.writes.isEmpty)
    let fourth = run.hear(.affirm)
    #expect(
      run.retailer.writes == [
        Operation(
          ReturnItems(order: "M1001", lines: [LineQuantity(sku: "LAMP-BMM")], refundTo: "gift-mara", reason: .other))
      ])
    #expect(fourth.contains("The return is arranged"), "\(fourth)")
    run.hear(.goodbye)
    #expect(run.ended)
  }

  @Test("A pending order of one line is cancelled; the reason is asked for")
  func cancel() throws {
    var run = try DeskRunner.known()
    let asked = run.hear(wish(.cancel, goods("lamp")))
    #expect(asked.contains("why"), "\(asked)")
    let list = run.hear(wish(nil) { $0.reason = "clicked twice" })
    #expect(list.contains("ordered by mistake") && list.contains("$38.00") && list.contains("PayPal"), "\(list)")
    run.hear(.affirm)
    #expect(run.retailer.writes == [Operation(CancelOrder(order: "M1003", reason: .orderedByMistake))])
  }

  @Test("An exchange by a stated value keeps the rest; the wallet is asked for")
  func exchange() throws {
    var run = try DeskRunner.known()
    let asked = run.hear(wish(.exchange, goods("kettle")) { $0.variant = must("capacity", "1.5L") })
    #expect(asked.contains("2 of these"), "\(asked)")
    let wallet = run.hear(wish(nil, GoodsReference([], extent: .count(1))))
    #expect(wallet.contains("Which payment method"), "\(wallet)")
    let list = run.hear(wish(nil) { $0.wallet = WalletReference(brand: "visa") })
    #expect(list.contains("capacity 1L → 1.5L") && list.contains("$6.00 more"), "\(list)")
    run.hear(.affirm)
    #expect(
      run.retailer.writes == [
        Operation(
          ExchangeItems(
            order: "M1001", changes: [LineChange(sku: "KETTLE-1S", newSku: "KETTLE-15S")], paymentMethod: "visa-0417"))
      ])
  }
}
