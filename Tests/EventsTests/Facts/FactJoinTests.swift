import Commerce
import Testing
import Vendors

@testable import Events

@Suite struct FactJoinTests {
  func model(_ updates: [FactUpdate]) -> LocalReadModel {
    let model = LocalReadModel()
    model.merge(updates)
    return model
  }

  @Test(arguments: 1...20) func orderAndRepetitionMakeNoDifference(_ seed: UInt64) async throws {
    var random = SplitMix(state: seed &* 977)
    let updates = Sample.random(80, seed: seed)
    let expected = try await model(updates).digest()
    for _ in 0..<5 {
      let shuffled = (updates + updates.shuffled(using: &random).prefix(30)).shuffled(using: &random)
      #expect(try await model(shuffled).digest() == expected)
    }
  }

  @Test(arguments: 1...10) func joiningIsAssociative(_ seed: UInt64) {
    let facts = Dictionary(grouping: Sample.random(60, seed: seed).map(Fact.init), by: \.key)
    for same in facts.values where same.count >= 3 {
      let (a, b, c) = (same[0], same[1], same[2])
      #expect(a.joined(with: b).joined(with: c) == a.joined(with: b.joined(with: c)))
      #expect(a.joined(with: b) == b.joined(with: a))
      #expect(a.joined(with: a) == a)
    }
  }

  @Test func lateOlderWordChangesNothing() {
    let model = model([])
    let key = FactKey(.order, "1")
    #expect(model.merge([Sample.update(.order(Sample.order("1", state: .complete)), 10)]) == [.changed])
    #expect(model.merge([Sample.update(.order(Sample.order("1", state: .open)), 5)]) == [.late])
    #expect(model.merge([Sample.update(.order(Sample.order("1", state: .complete)), 10)]) == [.same])
    guard case .order(let order)? = model.fact(key)?.value else { return #expect(Bool(false)) }
    #expect(order.state == .complete)
    #expect(model.fact(key)?.asOf == Sample.at(10))
    #expect(model.fact(key)?.origin == "toy")
  }

  @Test func deletionIsAWordLikeAnyOther() {
    let key = FactKey(.order, "1")
    let gone = FactUpdate(key: key, .deleted, version: FactVersion(at: Sample.at(10)), origin: "toy")
    let model = model([gone, Sample.update(.order(Sample.order("1")), 5)])
    #expect(model.fact(key)?.isDeleted == true)
    #expect(model.fact(key)?.value == nil)
    #expect(model.facts(by: .orders(of: "C-1")).isEmpty)
    model.merge([Sample.update(.order(Sample.order("1")), 11)])
    #expect(model.fact(key)?.isDeleted == false)
    #expect(model.facts(by: .orders(of: "C-1")).map(\.key) == [key])
  }

  @Test func whatWasReadLaterSettlesTheSameMoment() {
    let told = Sample.update(.order(Sample.order("1", state: .open)), 10)
    let read = Sample.update(.order(Sample.order("1", state: .complete)), 10, read: 12)
    for updates in [[told, read], [read, told]] {
      guard case .order(let order)? = model(updates).fact(told.key)?.value else { return #expect(Bool(false)) }
      #expect(order.state == .complete)
    }
  }

  @Test func hintsMakeAFactOutdatedUntilItIsReadAgain() {
    let key = FactKey(.order, "1")
    let hint = FactUpdate(key: key, .touched, version: FactVersion(at: Sample.at(20)), origin: "toy")
    let model = model([Sample.update(.order(Sample.order("1")), 5), hint])
    #expect(model.fact(key)?.isOutdated == true)
    // The record has not changed since 5, but it was read after the hint.
    model.merge([Sample.update(.order(Sample.order("1")), 5, read: 21)])
    // Or was it? The two clocks may differ by a second.
    #expect(model.fact(key)?.isOutdated == true)
    model.merge([Sample.update(.order(Sample.order("1")), 5, read: 31)])
    #expect(model.fact(key)?.isOutdated == false)
    #expect(model.fact(key)?.asOf == Sample.at(31))
    // By the source's own clock there is no doubt.
    model.merge([FactUpdate(key: key, .touched, version: FactVersion(at: Sample.at(40)), origin: "toy")])
    model.merge([Sample.update(.order(Sample.order("1")), 40)])
    #expect(model.fact(key)?.isOutdated == false)
  }

  @Test func aParcelNeverGoesBack() {
    let delivered = Sample.update(
      .shipment(Sample.parcel("Z", .delivered, [(1, .inTransit), (9, .delivered)])), 10)
    let late = Sample.update(
      .shipment(Sample.parcel("Z", .outForDelivery, [(1, .inTransit), (7, .outForDelivery)])), 11)
    let bare = Sample.update(.shipment(Sample.parcel("Z", .inTransit)), 12)
    for updates in [[delivered, late, bare], [bare, late, delivered], [late, delivered, bare]] {
      guard case .shipment(let parcel)? = model(updates).fact(delivered.key)?.value else { return #expect(Bool(false)) }
      #expect(parcel.status == .delivered)
      #expect(parcel.events.map(\.status) == [.inTransit, .outForDelivery, .delivered])
      #expect(parcel.deliveredOn != nil)
    }
    // A newer checkpoint counts, whatever it says.
    let back = Sample.update(.shipment(Sample.parcel("Z", .exception, [(15, .exception)])), 16)
    guard case .shipment(let parcel)? = model([delivered, back]).fact(delivered.key)?.value else {
      return #expect(Bool(false))
    }
    #expect(parcel.status == .exception)
    #expect(parcel.deliveredOn == nil)
  }

  @Test func linksFollowTheFacts() {
    let model = model([
      Sample.update(.stock(Sample.stock("T-1", "S1", 2)), 1), Sample.update(.stock(Sample.stock("T-1", "S2", 0)), 1),
      Sample.update(.stock(Sample.stock("T-2", "S1", 5)), 1),
      Sample.update(.shipment(Sample.parcel("Z", .pending)), 1, parent: FactKey(.order, "1")),
      Sample.update(.customer(Sample.customer("C-1", phone: "+12065550101")), 1),
    ])
    #expect(model.facts(by: .stock(of: "T-1")).map(\.key.id) == ["T-1@S1", "T-1@S2"])
    #expect(model.facts(by: .parts(of: FactKey(.order, "1"))).map(\.key.id) == ["Z"])
    #expect(model.facts(by: .customers(phone: "+12065550101")).count == 1)
    model.merge([Sample.update(.customer(Sample.customer("C-1", phone: "+12065550102")), 2)])
    #expect(model.facts(by: .customers(phone: "+12065550101")).isEmpty)
    #expect(model.facts(by: .customers(phone: "+12065550102")).count == 1)
  }
}
