internal import Commerce
internal import Conversations
internal import Dialogue
internal import Policy
internal import Understanding

extension RecognitionDomain {
  /// What callers may say, from the intent map, the engine's own patterns, and the stores and goods that exist.
  init(intents: IntentMap, stores: [Store], products: [Product], numbers: AskedNumbers) {
    var sentences: [String] = []
    for trigger in intents.triggersWithThings {
      for sentence in trigger.sentences {
        sentences.append(sentence.replacing("<day>", with: ["today", "tomorrow", "sunday"][sentences.count % 3]))
      }
    }
    for pattern in Patterns.all { sentences += pattern.sentences }
    let days = [
      "today", "tomorrow", "tonight", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
    for day in days {
      sentences += ["are you open on \(day)", "what time do you close \(day)", "what about \(day)", day]
    }
    // Courtesies around a wish are as much part of what is said as the wish.
    let openers = ["hi", "hello", "hi there", "good morning", "um", "yes hello", "hey"]
    let polite = sentences.enumerated().map { index, sentence in
      index % 3 == 0
        ? "\(openers[index % openers.count]) \(sentence)"
        : index % 3 == 1 ? "\(sentence) please" : "\(sentence) thank you"
    }
    var names: [String] = []
    for store in stores {
      for name in [store.name, store.address.city] + store.nicknames {
        let plain = Normalizer.words(name).joined(separator: " ")
        if !plain.isEmpty, !names.contains(plain) { names.append(plain) }
      }
    }
    var terms: Set<String> = []
    for product in products { terms.formUnion([product.name, product.brand]) }
    // Nicknames are everyday words ("the mall"): they would be heard everywhere.
    for store in stores { terms.formUnion([store.name, store.address.city]) }
    // Numbers of telephones within North America have ten digits.
    let lengths = [numbers.orderDigits, numbers.postcodeDigits, numbers.country == "US" ? 10 : nil]
    self.init(
      sentences: sentences + polite, storeNames: names, terms: terms.filter { !$0.isEmpty }.sorted(),
      numberLengths: lengths.compactMap(\.self))
  }
}
