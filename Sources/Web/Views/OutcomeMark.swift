/// How a conversation ended, with a sign and a colour of the same meaning.
struct OutcomeMark: Sendable {
  /// The outcome's words.
  var text: String
  /// The style's class: "good", "open", "bad" or "plain".
  var tone: String
  /// The icon's template.
  var icon: String

  /// Chooses by the field's words; what is not known is shown without judgement.
  init(_ outcome: String) {
    text = outcome
    let words = Set(outcome.lowercased().split { !$0.isLetter }.map(String.init))
    let has = { (signs: Set<String>) in !words.isDisjoint(with: signs) }
    if has(["interrupted", "failed", "error", "lost"]) {
      (tone, icon) = ("bad", "icon-cross")
    } else if has(["promised", "callback", "handed", "transferred", "pending", "person"]) {
      (tone, icon) = ("open", "icon-arrow")
    } else if has(["resolved", "completed", "answered", "done"]), !has(["not", "never"]) {
      (tone, icon) = ("good", "icon-check")
    } else {
      (tone, icon) = ("plain", "icon-dash")
    }
  }
}
