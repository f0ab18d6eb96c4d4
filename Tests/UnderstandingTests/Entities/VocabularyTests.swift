import Discourse
import Testing
import Understanding

@Suite struct VocabularyTests {
  private let words = Vocabulary([
    "return", "exchange", "cancel", "headphones", "backpack", "jacket", "kettle", "clock", "change", "charge", "order",
    "orders", "lamp", "address", "address's", "glass", "grass", "planter", "medium", "keyboard",
  ])

  @Test(arguments: [
    ("retrun", "return"), ("exchnage", "exchange"), ("cansel", "cancel"), ("hedphones", "headphones"),
    ("bakcpack", "backpack"), ("jaket", "jacket"), ("kettel", "kettle"), ("clokc", "clock"), ("adress", "address"),
    ("addresss", "address"), ("galss", "glass"), ("meduim", "medium"), ("keybaord", "keyboard"), ("cancell", "cancel"),
  ])
  func slipsAreMended(_ said: String, _ meant: String) { #expect(words.repair(said)?.id == meant) }

  /// Short words, words that are right, words of another meaning, and what is as near to two.
  @Test(arguments: [
    "lmap", "lapm", "return", "planner", "turn", "gallery", "xlass", "w1234567", "chame", "", "a", "packet",
    "unbelievable",
  ])
  func othersAreLeftAlone(_ said: String) { #expect(words.repair(said) == nil) }
}
