internal import ArgumentParser
internal import Commerce
internal import Foundation
internal import Logging
internal import Shop

/// `aisle order`: an order of the embedded shop with what its customer knows, for trying calls.
struct OrderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "order", abstract: "Draw an order of the embedded shop, with what its customer knows, as JSON.")

  @OptionGroup var common: CommonOptions
  @Option(help: "Draw the same order again for the same number (default: any order).") var seed: UInt64?

  private struct Facts: Encodable {
    var order: String
    var postcode: String
    var from: String
    var status: String
    var carrier: String?
    var date: String?
    /// The day it is at the retailer: "today" means this.
    var today: String
  }

  func run() async throws {
    let configuration = try common.load()
    do {
      let shop = try await EmbeddedShop.open(
        path: "\(configuration.dataDirectory)/shop.sqlite", seed: UInt64(configuration.shopSeed),
        today: EmbeddedShop.today(at: EmbeddedShop.now()))
      guard let order = try await Self.draw(shop, seed ?? .random(in: .min ... .max)) else {
        throw ValidationError("The shop has no orders.")
      }
      let customer = try await shop.customer(order.customer)
      let parcel = order.shipments.first
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let facts = Facts(
        order: order.number, postcode: order.deliverTo.postcode, from: customer?.phone ?? "",
        status: Self.status(order), carrier: parcel?.carrier, date: Self.date(order),
        today: Self.text(EmbeddedShop.today(at: EmbeddedShop.now())))
      print(String(decoding: try encoder.encode(facts), as: UTF8.self))
    } catch {
      throw Mistakes.end(error)
    }
  }

  /// Draws a status first, so that rare ones come as often as common ones, and then an order of it. Orders of several
  /// parcels are left out: what must be told of them is a list.
  private static func draw(_ shop: EmbeddedShop, _ seed: UInt64) async throws -> Order? {
    let filters =
      ParcelStatus.allCases.map { OrderFilter(parcel: $0) } + [
        OrderFilter(state: .cancelled), OrderFilter(shipmentState: .pending), OrderFilter(shipmentState: .backorder),
        OrderFilter(shipmentState: .delayed), OrderFilter(paymentState: .balanceDue),
      ]
    let filter = filters[Int(seed % UInt64(filters.count))]
    for step in 0..<50 {
      guard let order = try await shop.randomOrder(seed: seed / 16 &+ UInt64(step), where: filter) else { continue }
      if order.shipments.count <= 1 { return order }
    }
    return nil
  }

  /// What the customer must be told, in the words of the order's own axes.
  private static func status(_ order: Order) -> String {
    if order.state == .cancelled { return "cancelled" }
    if order.shipments.count > 1 { return "parcels" }
    guard let parcel = order.shipments.first else {
      if order.paymentState == .failed || order.paymentState == .balanceDue { return "awaitingPayment" }
      return order.shipmentState == .backorder ? "backorder" : "preparing"
    }
    return parcel.status == .inTransit && order.shipmentState == .delayed ? "delayed" : parcel.status.rawValue
  }

  private static func date(_ order: Order) -> String? {
    guard order.state != .cancelled, order.shipments.count == 1, let parcel = order.shipments.first else { return nil }
    let day: LocalDate? =
      switch parcel.status {
      case .delivered: parcel.deliveredOn
      case .inTransit: parcel.estimatedDelivery
      default: nil
      }
    guard let day, parcel.status == .delivered || day >= EmbeddedShop.today(at: EmbeddedShop.now()) else { return nil }
    return text(day)
  }

  private static func text(_ day: LocalDate) -> String {
    "\(day.year)-" + String(format: "%02d-%02d", day.month, day.day)
  }
}
