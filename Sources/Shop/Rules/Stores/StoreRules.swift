internal import Commerce

/// Where one can go.
enum StoreRules {
  static func register(in rules: inout ShopRules) {
    rules.on(FindStores.self) { _, world throws(OperationFailure) in StoreList(stores: try stores(in: world)) }
    rules.on(FindStore.self) { asked, world throws(OperationFailure) in
      try current(try world.need(Store.self, asked.store), in: world)
    }
  }

  /// All stores, by identifier, with the offset in force in their zones.
  static func stores(in world: any World) throws(OperationFailure) -> [Store] {
    var stores = try world.all(Store.self)
    for index in stores.indices { stores[index] = try current(stores[index], in: world) }
    return stores
  }

  private static func current(_ store: Store, in world: any World) throws(OperationFailure) -> Store {
    var store = store
    store.utcOffsetSeconds = try Clocks.offset(of: store.timeZone, at: world.now)
    return store
  }
}
