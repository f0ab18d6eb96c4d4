/// Every operation there is. Adding one: a type that is a `TypedOperation`, a case here, and how back ends do it.
public enum OperationName: String, CaseIterable, Codable, Sendable {
  /// Catalogue.
  case searchProducts, findProduct, checkInventory, findPromotions, checkPromotion
  /// Stock.
  case reserveStock, releaseReservation, notifyWhenAvailable
  /// Stores.
  case findStores, findStore
  /// Customers.
  case identifyCustomer, findCustomer, changeCustomerAddress, changeContact, recordConsent, findLoyalty, redeemReward
  /// Carts.
  case createCart, findCart, changeCart, applyPromotion, placeOrder
  /// Orders.
  case existingOrders, checkPostcode, findOrder, findOrders, trackShipment, cancelOrder, changeOrderAddress,
    changeOrderPayment, changeOrderItems
  /// Returns.
  case checkReturn, returnItems, exchangeItems, findReturns, cancelReturn, receiveReturn
  /// Payments.
  case createPaymentLink, findPaymentLink, cancelPaymentLink, refundPayment, findRefunds, checkGiftCard,
    issueStoreCredit
  /// Appointments.
  case findServices, findSlots, findAppointments, bookAppointment, rescheduleAppointment, cancelAppointment,
    joinWaitlist
  /// Drops.
  case findDrops, registerForDrop, withdrawFromDrop, findDropEntry, claimDrop, drawDrop, createDrop
  /// Cases.
  case openCase, findCases, addToCase, closeCase, scheduleCallback, findCallbacks, endCallback, recordFeedback,
    findNotices, publishNotice, withdrawNotice

  /// The type of the operation.
  public var type: any TypedOperation.Type {
    switch self {
    case .searchProducts: SearchProducts.self
    case .findProduct: FindProduct.self
    case .checkInventory: CheckInventory.self
    case .findPromotions: FindPromotions.self
    case .checkPromotion: CheckPromotion.self
    case .reserveStock: ReserveStock.self
    case .releaseReservation: ReleaseReservation.self
    case .notifyWhenAvailable: NotifyWhenAvailable.self
    case .findStores: FindStores.self
    case .findStore: FindStore.self
    case .identifyCustomer: IdentifyCustomer.self
    case .findCustomer: FindCustomer.self
    case .changeCustomerAddress: ChangeCustomerAddress.self
    case .changeContact: ChangeContact.self
    case .recordConsent: RecordConsent.self
    case .findLoyalty: FindLoyalty.self
    case .redeemReward: RedeemReward.self
    case .createCart: CreateCart.self
    case .findCart: FindCart.self
    case .changeCart: ChangeCart.self
    case .applyPromotion: ApplyPromotion.self
    case .placeOrder: PlaceOrder.self
    case .existingOrders: ExistingOrders.self
    case .checkPostcode: CheckPostcode.self
    case .findOrder: FindOrder.self
    case .findOrders: FindOrders.self
    case .trackShipment: TrackShipment.self
    case .cancelOrder: CancelOrder.self
    case .changeOrderAddress: ChangeOrderAddress.self
    case .changeOrderPayment: ChangeOrderPayment.self
    case .changeOrderItems: ChangeOrderItems.self
    case .checkReturn: CheckReturn.self
    case .returnItems: ReturnItems.self
    case .exchangeItems: ExchangeItems.self
    case .findReturns: FindReturns.self
    case .cancelReturn: CancelReturn.self
    case .receiveReturn: ReceiveReturn.self
    case .createPaymentLink: CreatePaymentLink.self
    case .findPaymentLink: FindPaymentLink.self
    case .cancelPaymentLink: CancelPaymentLink.self
    case .refundPayment: RefundPayment.self
    case .findRefunds: FindRefunds.self
    case .checkGiftCard: CheckGiftCard.self
    case .issueStoreCredit: IssueStoreCredit.self
    case .findServices: FindServices.self
    case .findSlots: FindSlots.self
    case .findAppointments: FindAppointments.self
    case .bookAppointment: BookAppointment.self
    case .rescheduleAppointment: RescheduleAppointment.self
    case .cancelAppointment: CancelAppointment.self
    case .joinWaitlist: JoinWaitlist.self
    case .findDrops: FindDrops.self
    case .registerForDrop: RegisterForDrop.self
    case .withdrawFromDrop: WithdrawFromDrop.self
    case .findDropEntry: FindDropEntry.self
    case .claimDrop: ClaimDrop.self
    case .drawDrop: DrawDrop.self
    case .createDrop: CreateDrop.self
    case .openCase: OpenCase.self
    case .findCases: FindCases.self
    case .addToCase: AddToCase.self
    case .closeCase: CloseCase.self
    case .scheduleCallback: ScheduleCallback.self
    case .findCallbacks: FindCallbacks.self
    case .endCallback: EndCallback.self
    case .recordFeedback: RecordFeedback.self
    case .findNotices: FindNotices.self
    case .publishNotice: PublishNotice.self
    case .withdrawNotice: WithdrawNotice.self
    }
  }
}
