internal import Dialogue
internal import Policy

/// Whether customers can prove who they are by a one-time code, where policy wants it.
struct CodeProbe {
  var configuration: AisleConfiguration

  func look(_ artefacts: Artefacts) -> [Finding] {
    let rules = artefacts.policy.identification
    let earned = rules.ways.filter { $0.by.contains(.code) }.map(\.earns)
    guard rules.code != nil, let level = earned.min() else { return [] }
    guard let url = configuration.codesURL else {
      return [
        Finding(
          area: "identity", name: "one-time codes", verdict: .weak, seen: "nobody sends them: codes.url is not set",
          advice:
            "until it is, what needs \(level.name) (returns, exchanges, changes of address) ends with a person on the telephone"
        )
      ]
    }
    return [
      Finding(
        area: "identity", name: "one-time codes", verdict: .works, seen: "are handed to \(url); none was sent to try it"
      )
    ]
  }
}
