public import Commerce

/// Where an order stands for rules: one word for what its record says on several axes.
public enum OrderStage: String, CaseIterable, Codable, Sendable {
  /// Nothing has happened to it yet; packed but still in the house; something has left; some parcels are there, some not; with the customer;
  /// called off.
  case pending, processed, shipped
  case partlyDelivered = "partly_delivered"
  case delivered, cancelled

  /// The stage of a record.
  public init(of order: Order) {
    if order.state == .cancelled || order.shipmentState == .canceled {
      self = .cancelled
    } else if order.state == .complete || order.shipmentState == .delivered {
      self = .delivered
    } else if order.shipments.contains(where: { $0.status == .delivered }) {
      self = .partlyDelivered
    } else if [.shipped, .partial, .delayed].contains(order.shipmentState)
      || order.shipments.contains(where: { ![.pending, .infoReceived].contains($0.status) })
    {
      self = .shipped
    } else {
      self = order.shipmentState == .ready || !order.shipments.isEmpty ? .processed : .pending
    }
  }
}
