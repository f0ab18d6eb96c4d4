import AisleTesting
import Dialogue

/// What all suites read and none changes: training takes a while, so it is done once.
enum Shared {
  static let artefacts = Result { try RetailFixture.artefacts() }
}
