internal import Conversations
internal import Discourse
internal import LanguageModel

/// Asks the configured language model what a plain sentence means, as a conversation would.
struct ModelProbe {
  var settings: ModelSettings?

  func look() async -> [Finding] {
    guard let settings else {
      return [
        Finding(
          area: "language model", name: "none", verdict: .works,
          seen: "not configured, and not needed: understanding is local")
      ]
    }
    var patient = settings
    patient.deadline = .seconds(20)
    let question = ProposalQuestion(
      heard: ["i would like to send the lamp back"], asked: "How can I help you?", expecting: "anything",
      intents: [(name: "order_status", title: "Where an order is")])
    let began = ContinuousClock.now
    do {
      let proposal = try await LanguageModelProposer(patient).propose(question)
      let took = ContinuousClock.now - began
      let isRight = proposal.items.contains { $0.act == .return && $0.goods?.contains("lamp") == true }
      let advice: String? =
        took > settings.deadline
        ? "callers wait \(settings.deadline) at most: use a quicker model, or raise language_model.deadline_ms"
        : isRight ? nil : "it took a plain wish to return a lamp for something else: use a better model"
      return [
        Finding(
          area: "language model", name: settings.model, verdict: advice == nil ? .works : .weak,
          seen: isRight ? "understood a test sentence" : "answered, but not to the point", advice: advice,
          milliseconds: took / .milliseconds(1))
      ]
    } catch {
      return [
        Finding(
          area: "language model", name: settings.model, verdict: .broken, seen: "\(error)",
          advice:
            "look at language_model in aisle.yaml: the address before /chat/completions, the model's name, the key")
      ]
    }
  }
}
