internal import LanguageModel

extension AisleConfiguration {
  /// The language model to be asked; nil when none is configured.
  var languageModel: ModelSettings? {
    modelURL.map {
      ModelSettings(url: $0, model: modelName, key: modelKey, deadline: .milliseconds(modelDeadline))
    }
  }
}
