internal import Conversations
internal import Documents
internal import Evaluation
internal import Foundation
internal import Logging
internal import SpeechEngines

/// The real engine that hears callers of the bench, with all that it is made of.
struct VoiceHearing {
  let ear: VoiceEar
  private let folder: String
  private let house: House

  /// - Parameter name: as in `speech.recognizer`.
  init(_ name: String, _ common: CommonOptions, _ given: AisleConfiguration) async throws {
    var configuration = given
    let local = AisleConfiguration.Recognizer.allCases.filter { $0.isLocal && $0 != .stub }
    guard let known = local.first(where: { $0.rawValue == name }) else {
      throw DocumentError(
        file: "--ear", line: 0,
        message:
          "'\(name)' cannot hear in virtual time; engines on this machine can: \(local.map(\.rawValue).joined(separator: ", "))"
      )
    }
    configuration.recognizers = [known]
    try configuration.checkSpeech(file: common.config ?? "aisle.yaml")
    folder =
      FileManager.default.temporaryDirectory.appendingPathComponent("aisle-hearing-\(UUID().uuidString)").path
    configuration.dataDirectory = folder
    house = try await House.open(configuration, logger: common.logger(configuration, level: .error))
    guard let made = await EngineMaker(configuration: configuration, house: house).ears().first else {
      throw DocumentError(file: name, line: 0, message: "there is no such engine")
    }
    switch made.engine {
    case .failure(let error): throw DocumentError(file: name, line: 0, message: "cannot be made: \(error)")
    case .success(let ear):
      // Behind the same watch as in calls.
      self.ear = VoiceEar(FailoverRecognizer([ear], desk: EngineDesk(role: .hearing, names: [name])))
    }
  }

  /// Takes away what it wrote.
  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
