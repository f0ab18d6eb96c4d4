internal import Conversations
internal import Crypto
internal import Dialogue
internal import Documents
internal import Files
internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import Storage
internal import Synchronization

/// Reads the retailer's documents again when they change, checks them whole, and puts them in force for the conversations that
/// begin from then on. A mistake changes nothing: the old ones stay, and the log and `/readyz` say what is wrong.
final class DocumentWatcher: Service {
  private struct State {
    /// Size and time of each file.
    var files: SettledChange<[String: String]>
    var mistake: String?
  }

  private let house: House
  private let conversations: ConversationHouse
  private let every: Duration
  private let state: Mutex<State>

  init(house: House, conversations: ConversationHouse, every: Duration = .seconds(2)) {
    self.house = house
    self.conversations = conversations
    self.every = every
    state = Mutex(State(files: SettledChange(Self.stamps(house.configuration.retailDirectory))))
  }

  /// What is wrong with the documents as they are now; nil when they are in force.
  var mistake: String? { state.withLock { $0.mistake } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        do { try await Task.sleep(for: self.every) } catch { return }
        self.look()
      }
    }
  }

  /// Looks once. What is only half written is read again at the next look.
  private func look() {
    let now = Self.stamps(house.configuration.retailDirectory)
    guard state.withLock({ $0.files.counts(now) }) else { return }
    do {
      let documents = try RetailFiles(directory: house.configuration.retailDirectory).read()
      let artefacts = documents.withoutCards(house.configuration.cardsURL == nil).artefacts(
        profile: house.artefacts.profile, products: house.products, trained: house.trained.understanding,
        digest: house.sealing.digest)
      if let refused = house.trained.refusal(by: artefacts.understander) {
        house.logger.warning(
          "the trained model is not used", metadata: ["file": "\(house.trained.path)", "reason": "\(refused)"])
      }
      conversations.use(artefacts)
      state.withLock { $0.mistake = nil }
      house.logger.notice(
        "documents read anew", metadata: ["intents": "\(artefacts.intents.intents.count)"])
    } catch {
      state.withLock { $0.mistake = error.description }
      house.logger.error(
        "documents changed and hold a mistake; the old ones stay in force",
        metadata: ["mistake": "\(error.description)"])
    }
  }

  /// Size and time of each file, by its path.
  private static func stamps(_ root: String) -> [String: String] {
    var stamps: [String: String] = [:]
    for folder in ["intents", "responses/en", "knowledge", "."] {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
      where name.hasSuffix(".yaml") || name.hasSuffix(".md") {
        let path = "\(root)/\(folder)/\(name)"
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { continue }
        let time = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        stamps[path] = "\(attributes[.size] ?? 0) \(time)"
      }
    }
    return stamps
  }
}
