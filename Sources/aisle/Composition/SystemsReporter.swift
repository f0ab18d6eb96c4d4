internal import Web

/// How the systems stand, for the console.
struct SystemsReporter: SystemsReporting {
  func report() async -> SystemsReport { SystemsReport(backends: [], feeds: []) }
}
