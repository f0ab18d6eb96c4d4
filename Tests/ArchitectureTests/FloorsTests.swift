import Foundation
import Testing

/// The rooms stand on floors, and arrows only point down. Read from `swift package describe`.
@Suite struct FloorsTests {
  struct Description: Decodable {
    struct Target: Decodable {
      var name: String
      var type: String
      var target_dependencies: [String]?
      var product_dependencies: [String]?
    }
    var targets: [Target]
  }

  static let floors: [Set<String>] = [
    ["Commerce", "Discourse", "Audio", "Waiting", "Files"],
    ["Understanding", "Policy", "Journal", "TurnTaking", "Documents"],
    ["Dialogue", "Operations"],
    ["Conversations", "Vendors", "Brokers", "Databases"],
    ["SpeechEngines", "LanguageModel", "Storage", "Shop", "Connectors", "Events", "HTTPServer"],
    ["Telephony", "Web", "Evaluation"],
    ["aisle"],
  ]

  /// Outside packages by room; rooms that are not named have none.
  static let outside: [String: Set<String>] = [
    "Documents": ["Yams"],
    "Databases": ["Logging", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket"],
    "Brokers": ["Logging"],
    "Vendors": ["Crypto"],
    "Connectors": ["AsyncHTTPClient", "Crypto", "Logging", "Metrics", "NIOCore", "NIOPosix", "NIOHTTP1"],
    "Events": [
      "AsyncHTTPClient", "Crypto", "GRDB", "Logging", "Metrics", "ServiceLifecycle", "NIOCore", "NIOHTTP1",
    ],
    "Conversations": ["Logging", "Metrics", "ServiceLifecycle"],
    "SpeechEngines": [
      "AsyncHTTPClient", "Logging", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOWebSocket", "NIOSSL",
    ],
    "LanguageModel": ["AsyncHTTPClient", "NIOCore", "NIOHTTP1"],
    "Storage": ["GRDB", "Crypto", "Logging"],
    "Shop": ["GRDB", "Crypto"],
    "Evaluation": [],
  ]

  /// C libraries, each in a target of its own, for one room only.
  static let libraries: [String: String] = [
    "CPocketSphinx": "SpeechEngines", "CFlite": "SpeechEngines", "CSpeexDSP": "SpeechEngines",
    "CSherpaONNX": "SpeechEngines",
    "CONNXRuntime": "SpeechEngines", "CLibPQ": "Databases",
    "CRabbitMQ": "Brokers",
    "CKafka": "Brokers",
  ]

  /// Stand beside the floors, for tests only.
  static let testKits: Set<String> = [
    "AisleTesting", "TestServers", "TestSockets", "LedgerProbe", "ContractSamples", "EventsBench", "UnderstandingBench",
    "VoiceBench",
  ]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func describe() throws -> Description {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    // A scratch folder of its own: the build that runs this test holds the lock of the usual one.
    process.arguments = [
      "swift", "package", "--package-path", root.path, "--scratch-path",
      root.appendingPathComponent(".build-describe").path, "describe", "--type", "json",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Description.self, from: data)
  }

  static let targets = Result { try describe().targets }

  static func floor(of name: String) -> Int? { floors.firstIndex { $0.contains(name) } }

  @Test func everyRoomHasItsFloor() throws {
    for target in try Self.targets.get() where target.type != "test" && !Self.testKits.contains(target.name) {
      #expect(Self.floor(of: target.name) != nil || Self.libraries[target.name] != nil, "\(target.name) stands nowhere")
    }
  }

  @Test func arrowsPointDown() throws {
    for target in try Self.targets.get() where target.type != "test" {
      guard let floor = Self.floor(of: target.name) else { continue }
      for dependency in target.target_dependencies ?? [] {
        if let room = Self.libraries[dependency] {
          #expect(room == target.name, "\(target.name) reaches for \(dependency), which belongs to \(room)")
          continue
        }
        let below = try #require(Self.floor(of: dependency), "\(target.name) depends on \(dependency)")
        #expect(below < floor, "\(target.name) (floor \(floor)) imports \(dependency) (floor \(below))")
      }
    }
  }

  @Test func outsidePackagesStayWhereTheyBelong() throws {
    for target in try Self.targets.get() where target.type != "test" {
      guard let floor = Self.floor(of: target.name), floor < 4 || Self.outside[target.name] != nil else { continue }
      let extra = Set(target.product_dependencies ?? []).subtracting(Self.outside[target.name] ?? [])
      #expect(extra.isEmpty, "\(target.name) uses \(extra.sorted())")
    }
  }

  @Test func everyRoomSaysWhatItIs() throws {
    for room in Self.floors.joined() {
      let readme = Self.root.appendingPathComponent("Sources/\(room)/README.md")
      let text = try String(contentsOf: readme, encoding: .utf8)
      #expect(
        text.contains("Not here") || text.lowercased().contains("not here"),
        "\(room)/README.md does not say what is not there")
    }
  }
}
