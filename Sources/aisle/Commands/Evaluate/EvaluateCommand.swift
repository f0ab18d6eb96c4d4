internal import ArgumentParser

/// `aisle evaluate`: judges the agent.
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract:
      "Judge the agent: by written scenarios, by scripted callers, by labelled sentences, by voices; compare engines that hear.",
    subcommands: [
      EvaluateScenarios.self, EvaluateIntents.self, EvaluateSignals.self, EvaluateEars.self, EvaluateUtterances.self,
      EvaluateTau.self,
      EvaluateVoice.self,
    ])
}
