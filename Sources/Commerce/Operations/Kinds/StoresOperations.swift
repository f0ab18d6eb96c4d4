/// All stores with their hours.
public struct FindStores: TypedOperation {
  /// What it brings back.
  public typealias Outcome = StoreList
  /// What it promises.
  public static let contract = Contract(.findStores, .read, risk: .none, errors: [], budgetMilliseconds: 4_000)

  /// Makes the operation.
  public init() {}
}

/// One store.
public struct FindStore: TypedOperation {
  /// What it brings back.
  public typealias Outcome = Store
  /// What it promises.
  public static let contract = Contract(.findStore, .read, risk: .none, errors: [.notFound], budgetMilliseconds: 4_000)

  /// The store's identifier.
  public var store: String

  /// Makes the operation.
  public init(store: String) {
    self.store = store
  }
}
