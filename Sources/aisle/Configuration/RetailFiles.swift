internal import Commerce
internal import Dialogue
internal import Documents
internal import Foundation
internal import Journal
internal import Policy
internal import Understanding

/// Reads the retailer's documents from their folder, with those of a sandbox over them.
struct RetailFiles {
  var directory: String
  /// The sandbox: what stands in its folder takes the place of the retailer's file of the same name.
  var sandbox: SandboxFile?

  /// Intents, responses and policy, checked together. Throws a `DocumentError` naming file and line. Writes nothing.
  func read() throws(DocumentError) -> RetailDocuments {
    let responseFiles = try yaml("responses/en")
    let intentFiles = try yaml("intents")
    let policyFile = try text("policy.yaml")
    let articles = try optional("knowledge", ".md")
    let responses = try Responses.read(responseFiles)
    let intents = try IntentMap.read(intentFiles, responses: responses)
    return RetailDocuments(
      intents: try sandbox?.intents(of: intents) ?? intents, responses: responses,
      policy: try PolicyRules.read(file: policyFile.file, text: policyFile.text, sandbox: sandbox != nil),
      knowledge: try KnowledgeBase.read(articles),
      files: [
        "intents": intentFiles + (sandbox.map { [($0.path, $0.text)] } ?? []), "responses": responseFiles,
        "policy": [policyFile], "knowledge": articles,
      ])
  }

  /// The intent documents of a folder, unread.
  func intents(in folder: String) throws(DocumentError) -> [(file: String, text: String)] { try yaml(folder) }

  /// The responses alone.
  func responses() throws(DocumentError) -> Responses { try Responses.read(try yaml("responses/en")) }

  /// Where a file is read from.
  private func path(_ name: String) -> String {
    if let own = sandbox.map({ "\($0.folder)/\(name)" }), FileManager.default.fileExists(atPath: own) { return own }
    return "\(directory)/\(name)".replacing("/./", with: "/")
  }

  private func text(_ name: String) throws(DocumentError) -> (file: String, text: String) {
    let path = path(name)
    do {
      return (path, try String(contentsOfFile: path, encoding: .utf8))
    } catch {
      throw DocumentError(file: path, line: 0, message: "cannot be read; it must be a file of UTF-8 text")
    }
  }

  /// The files of a folder that need not be there.
  private func optional(_ folder: String, _ ending: String) throws(DocumentError) -> [(file: String, text: String)] {
    let root =
      sandbox.flatMap { own in
        FileManager.default.fileExists(atPath: "\(own.folder)/\(folder)") ? own.folder : nil
      } ?? directory
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)") else { return [] }
    var files: [(file: String, text: String)] = []
    for name in names.sorted() where name.hasSuffix(ending) { files.append(try text("\(folder)/\(name)")) }
    return files
  }

  private func yaml(_ folder: String) throws(DocumentError) -> [(file: String, text: String)] {
    let path = "\(directory)/\(folder)"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw DocumentError(
        file: path, line: 0, message: "there is no such folder; set 'retail' in aisle.yaml to the folder that holds it")
    }
    let own = sandbox.flatMap { try? FileManager.default.contentsOfDirectory(atPath: "\($0.folder)/\(folder)") } ?? []
    var files: [(file: String, text: String)] = []
    for name in Set(names + own).sorted() where name.hasSuffix(".yaml") { files.append(try text("\(folder)/\(name)")) }
    return files
  }
}

/// The retailer's documents as read, with the texts they were read from.
struct RetailDocuments {
  var intents: IntentMap
  var responses: Responses
  var policy: PolicyRules
  var knowledge: KnowledgeBase
  var files: [String: [(file: String, text: String)]]

  /// The same where nobody makes tokens of cards: then none is taken by keys, whatever policy allows.
  func withoutCards(_ isWithout: Bool) -> RetailDocuments {
    var documents = self
    if isWithout { documents.policy.cardsByKeypad = false }
    return documents
  }

  /// What conversations need; trains the understanding, unless a trained one serves these intents. `digest` is SHA-256.
  func artefacts(
    profile: ShopProfile, products: [Product], trained: TrainedUnderstanding?, digest: ([UInt8]) -> [UInt8]
  ) -> Artefacts {
    func hexadecimal(_ bytes: [UInt8]) -> String { digest(bytes).map { String(format: "%02x", $0) }.joined() }
    var hashes = files.mapValues { files in
      hexadecimal(files.flatMap { Array("\($0.file.split(separator: "/").last ?? "")\0\($0.text)\0".utf8) })
    }
    // What words may mean: names and options. Prices and stock are read when they are told.
    let names = products.map { "\($0.id)\0\($0.name)\0" + $0.variants.map(\.sku).joined(separator: "\0") }
    hashes["catalogue"] = hexadecimal(Array(names.joined(separator: "\n").utf8))
    return Artefacts(
      intents: intents, responses: responses, policy: policy, profile: profile, products: products,
      knowledge: knowledge, hashes: hashes, trained: trained)
  }
}
