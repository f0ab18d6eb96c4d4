public import Commerce

/// The part of a record that every back end tells (docs/canonical.md): what remains when each system's own identifiers and
/// all that some systems do not know are taken out. Two back ends agree when these are equal.
extension Order {
  /// The order as every back end tells it.
  public var common: Order {
    var order = self
    order.customer = ""
    order.placed = Timestamp(milliseconds: placed.milliseconds / 1_000 * 1_000)
    order.state = state == .complete ? .confirmed : state
    switch shipmentState {
    case .delivered, .delayed: order.shipmentState = .shipped
    case .ready:
      order.shipmentState = .pending
      order.state = .open
    default: break
    }
    order.lines = lines.map(\.common)
    order.shipments = shipmentState == .ready ? [] : shipments.map(\.common)
    order.deliverTo = deliverTo.common
    order.payments = []
    order.returns = []
    order.cancelReason = nil
    order.changed = false
    order.version = 1
    order.shipping = nil
    order.discount = nil
    return order
  }
}

extension OrderLine {
  fileprivate var common: OrderLine {
    OrderLine(sku: sku, name: name, variant: variant, quantity: quantity, unitPrice: unitPrice)
  }
}

extension Shipment {
  /// Carrier and tracking number.
  public var common: Shipment {
    Shipment(
      id: "", carrier: carrier, trackingNumber: trackingNumber, status: .inTransit, estimatedDelivery: nil,
      deliveredOn: nil, events: [])
  }
}

extension Address {
  /// The address without what some systems have no field for.
  public var common: Address { Address(street: street, city: city, region: "", postcode: postcode, country: country) }
}

extension Customer {
  /// The customer as every back end tells it.
  public var common: Customer {
    Customer(
      id: "", givenName: givenName, familyName: familyName, email: email.lowercased(), phone: phone,
      address: address.common)
  }
}

extension StockLevels {
  /// All places together.
  public var common: StockLevels {
    guard let first = levels.first else { return self }
    let onHand = levels.reduce(0) { $0 + $1.onHand }
    let left = levels.reduce(0) { $0 + $1.onHand - $1.committed - $1.reserved - $1.safetyStock }
    return StockLevels(levels: [
      StockLevel(
        sku: first.sku, place: "", placeName: "", onHand: onHand,
        availability: left > 3 ? .inStock : left > 0 ? .limitedAvailability : .outOfStock,
        asOf: Timestamp(milliseconds: 0))
    ])
  }
}
