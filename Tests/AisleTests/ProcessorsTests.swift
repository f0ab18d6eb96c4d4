import Testing

@testable import aisle

@Suite struct ProcessorsTests {
  @Test func theProcessorsThatAProcessMayUseAreCounted() {
    #expect(Processors.count(inStatus: "Name:\taisle\nCpus_allowed_list:\t0-3,6\nMems_allowed:\t1\n") == 5)
    #expect(Processors.count(inStatus: "Cpus_allowed_list:\t0\n") == 1)
  }

  @Test(arguments: ["", "Cpus_allowed:\tff\n", "Cpus_allowed_list:\t\n", "Cpus_allowed_list:\t3-1\n"])
  func whatDoesNotSayIsNoNumber(status: String) { #expect(Processors.count(inStatus: status) == nil) }
}
