import Policy
import Testing

@Suite struct LevelTests {
  @Test func knowledgeEarnsNoMoreThanV1() {
    #expect(IdentityWay(by: [.email], earns: .v1).ceiling == .v0)
    #expect(IdentityWay(by: [.name, .postcode], earns: .v1).ceiling == .v1)
    #expect(IdentityWay(by: [.order, .postcode, .email, .phone, .name], earns: .v1).ceiling == .v1)
    #expect(IdentityWay(by: [.callingNumber], earns: .v1).ceiling == .v1)
    #expect(IdentityWay(by: [.code], earns: .v2).ceiling == .v2)
    #expect(IdentityWay(by: [.session, .code], earns: .v3).ceiling == .v3)
    #expect(IdentityWay(by: [.freshSession], earns: .v3).ceiling == .v3)
  }
}
