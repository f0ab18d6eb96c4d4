internal import Commerce
internal import Crypto
internal import Dialogue
internal import Evaluation
internal import Foundation
internal import Shop
internal import Synchronization

/// Where scenarios and scripted callers play: the sandboxes' documents, over worlds that are the same every time.
final class Stages: Sendable {
  private struct State {
    var artefacts: [String: Artefacts] = [:]
    var shops: [LocalDate: PracticeShop] = [:]
    var tau: TauWorld?
  }

  private let configuration: AisleConfiguration
  private let files: [SandboxFile]
  private let state = Mutex(State())

  init(_ configuration: AisleConfiguration) throws {
    self.configuration = configuration
    files = try SandboxFile.all(retail: configuration.retailDirectory)
  }

  /// A stage with a world of its own. Throws a `ScenarioSkipped` where its data is missing.
  func stage(_ sandbox: String, _ moment: VirtualMoment) async throws -> ScenarioStage {
    let file = try file(sandbox)
    let zone = TimeZone(identifier: configuration.timeZone) ?? .gmt
    let start = Date(timeIntervalSince1970: Double(moment.now.milliseconds) / 1_000)
    return ScenarioStage(
      artefacts: try artefacts(file, moment), world: try world(file, moment),
      utcOffsetSeconds: zone.secondsFromGMT(for: start))
  }

  private func artefacts(_ file: SandboxFile, _ moment: VirtualMoment) throws -> Artefacts {
    let products: [Product] =
      switch file.world {
      case .shop: try shop(moment).products
      case .tau: try tau().catalogue
      }
    return try state.withLock { state in
      if let known = state.artefacts[file.name] { return known }
      let documents = try RetailFiles(directory: configuration.retailDirectory, sandbox: file).read()
      let made = documents.artefacts(
        profile: ShopProfile(name: configuration.shopName, phone: configuration.shopPhone), products: products,
        trained: nil, digest: { Array(SHA256.hash(data: $0)) })
      state.artefacts[file.name] = made
      return made
    }
  }

  private func world(_ file: SandboxFile, _ moment: VirtualMoment) throws -> any ScenarioWorld {
    switch file.world {
    case .shop: return ShopPractice(sandbox: try shop(moment).sandbox { moment.now })
    case .tau: return TauPractice(try tau(), .v1) { moment.now }
    }
  }

  /// The shop of a day; made once.
  private func shop(_ moment: VirtualMoment) throws -> PracticeShop {
    let today = EmbeddedShop.today(at: moment.now)
    return try state.withLock { state in
      if let known = state.shops[today] { return known }
      let made = try PracticeShop(seed: UInt64(configuration.shopSeed), today: today)
      state.shops[today] = made
      return made
    }
  }

  /// What is in force in a sandbox.
  func artefacts(of sandbox: String) throws -> Artefacts {
    try artefacts(try file(sandbox), VirtualMoment(EmbeddedShop.now()))
  }

  private func file(_ sandbox: String) throws -> SandboxFile {
    guard let file = files.first(where: { $0.name == sandbox }) else {
      throw SandboxError(
        description: "there is no sandbox '\(sandbox)'; known: \(files.map(\.name).joined(separator: ", "))")
    }
    return file
  }

  /// The tau retail world; read once.
  func tau() throws -> TauWorld {
    guard let folder = configuration.tauData else {
      throw ScenarioSkipped(
        "the tau retail world is not there; name its folder with --tau-data or sandboxes.tau_data")
    }
    return try state.withLock { state in
      if let known = state.tau { return known }
      let made = try TauWorld(folder: folder)
      state.tau = made
      return made
    }
  }
}

extension ShopPractice: ScenarioWorld {
  func identifiers(of kind: String) -> [String] { sandbox.identifiers(of: kind) }
  func record(_ kind: String, _ id: String) throws -> [UInt8]? { try sandbox.record(kind, id).map { Array($0) } }
  func put(_ kind: String, _ id: String, _ json: [UInt8]?) throws {
    try sandbox.put(kind, id, json.map { Data($0) })
  }
}

extension TauPractice: ScenarioWorld {
  func identifiers(of kind: String) -> [String] { sandbox.identifiers(of: kind) }
  func record(_ kind: String, _ id: String) throws -> [UInt8]? { try sandbox.record(kind, id).map { Array($0) } }
  func put(_ kind: String, _ id: String, _ json: [UInt8]?) throws {
    try sandbox.put(kind, id, json.map { Data($0) })
  }
}
