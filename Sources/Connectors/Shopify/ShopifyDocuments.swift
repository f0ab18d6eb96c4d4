/// What is asked of an order. Sizes are such that a query costs well below the 1,000 points that one may cost.
enum ShopifyDocuments {
  /// An order with all its parts, as many of each as one order usually has.
  static let order = parts(lines: 50, parcels: 8, inParcel: 15, payments: 15, returns: 5, inReturn: 8)

  /// One of several orders: most have no more; those that have are read by themselves.
  static let orderInList = parts(lines: 10, parcels: 3, inParcel: 6, payments: 5, returns: 2, inReturn: 3)

  private static func parts(
    lines: Int, parcels: Int, inParcel: Int, payments: Int, returns: Int, inReturn: Int
  ) -> String {
    """
    fragment OrderParts on Order {
      id name createdAt updatedAt cancelledAt cancellation { staffNote } displayFinancialStatus
      displayFulfillmentStatus phone customer { id phone } customAttributes { key value }
      shippingAddress { firstName lastName company address1 address2 city provinceCode countryCodeV2 zip phone }
      totalPriceSet { shopMoney { amount currencyCode } }
      totalShippingPriceSet { shopMoney { amount currencyCode } }
      totalDiscountsSet { shopMoney { amount currencyCode } }
      lineItems(first: \(lines)) { nodes { \(line) } pageInfo { hasNextPage endCursor } }
      fulfillments(first: \(parcels)) {
        id status displayStatus createdAt deliveredAt estimatedDeliveryAt
        trackingInfo(first: 5) { company number }
        fulfillmentLineItems(first: \(inParcel)) { nodes { quantity lineItem { id } } pageInfo { hasNextPage } }
      }
      fulfillmentsCount { count }
      transactions(first: \(payments)) {
        id kind status gateway createdAt amountSet { shopMoney { amount currencyCode } } parentTransaction { id }
      }
      transactionsCount { count }
      returns(first: \(returns)) {
        nodes {
          id name status createdAt
          returnLineItems(first: \(inReturn)) {
            nodes {
              quantity returnReasonNote returnReasonDefinition { handle }
              ... on ReturnLineItem { fulfillmentLineItem { lineItem { id } } }
            }
            pageInfo { hasNextPage }
          }
        }
        pageInfo { hasNextPage }
      }
    }
    """
  }

  private static let line = """
    id title variantTitle sku quantity unfulfilledQuantity product { id }
    discountedTotalSet { shopMoney { amount currencyCode } }
    """

  /// One order by its number.
  static let find = """
    query AisleFindOrder($query: String!) { orders(first: 5, query: $query) { nodes { id name } } }
    """

  /// One order by its identifier.
  static let read = """
    query AisleReadOrder($id: ID!) { order(id: $id) { ...OrderParts } }
    \(order)
    """

  /// Further lines of an order.
  static let lines = """
    query AisleReadLines($id: ID!, $after: String) {
      order(id: $id) {
        lineItems(first: 100, after: $after) { nodes { \(line) } pageInfo { hasNextPage endCursor } }
      }
    }
    """

  /// A customer's orders, newest first.
  static let ofCustomer = """
    query AisleFindOrders($id: ID!, $after: String) {
      customer(id: $id) {
        id
        orders(first: 6, after: $after, sortKey: CREATED_AT, reverse: true) {
          nodes { ...OrderParts } pageInfo { hasNextPage endCursor }
        }
      }
    }
    \(orderInList)
    """

  /// Orders by the time of their last change, oldest first.
  static let changed = """
    query AisleChangedOrders($query: String, $after: String, $size: Int!) {
      orders(first: $size, after: $after, sortKey: UPDATED_AT, query: $query) {
        nodes { ...OrderParts } pageInfo { hasNextPage endCursor }
      }
    }
    \(orderInList)
    """
}
