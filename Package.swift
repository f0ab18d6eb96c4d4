// swift-tools-version: 6.2

import PackageDescription

/// One setting for every target: complete concurrency checking comes with language mode 6; an import is internal unless
/// it says otherwise; a warning is an error.
let house: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

/// For what trains, compares numbers or makes sounds by the million: optimised also in debug builds, where it takes twenty times as long
/// otherwise.
let numeric = house + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
  .product(name: "NIOWebSocket", package: "swift-nio"),
]
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
  name: "aisle",
  products: [.executable(name: "aisle", targets: ["aisle"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.30.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // Floor 0: words and values. No outside packages.
    .target(name: "Commerce", swiftSettings: house),
    .target(name: "Discourse", swiftSettings: house),
    .target(name: "Audio", swiftSettings: numeric),
    .target(name: "Waiting", swiftSettings: house),
    .target(name: "Files", swiftSettings: house),

    // Floor 1: pure machines over floor 0.
    .target(name: "Understanding", dependencies: ["Commerce", "Discourse"], swiftSettings: numeric),
    .target(name: "Policy", dependencies: ["Commerce", "Discourse"], swiftSettings: house),
    .target(name: "Journal", dependencies: ["Commerce"], swiftSettings: house),
    .target(name: "TurnTaking", dependencies: ["Discourse"], swiftSettings: house),
    .target(
      name: "Documents", dependencies: ["Discourse", .product(name: "Yams", package: "Yams")], swiftSettings: house),

    // Floor 2: the conversation itself, and what is done in back ends.
    .target(
      name: "Dialogue",
      dependencies: ["Commerce", "Discourse", "Documents", "Understanding", "Policy", "Journal"], swiftSettings: house),
    .target(name: "Operations", dependencies: ["Commerce"], swiftSettings: house),

    // Floor 3: running conversations on any channel.
    .target(
      name: "Conversations",
      dependencies: [
        "Commerce", "Discourse", "Audio", "Understanding", "Policy", "Journal", "TurnTaking", "Dialogue", log, metrics,
        lifecycle,
      ], swiftSettings: house),

    // Floor 3 too: clients of brokers and databases, which know nothing of retail.
    .systemLibrary(name: "CLibPQ", path: "Sources/CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CRabbitMQ", path: "Sources/CRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]),
    .systemLibrary(
      name: "CKafka", path: "Sources/CKafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
    .target(name: "Databases", dependencies: ["Waiting", "CLibPQ", log] + nio, swiftSettings: house),
    .target(name: "Vendors", dependencies: ["Commerce", crypto], swiftSettings: house),
    .target(name: "Brokers", dependencies: ["Waiting", "CRabbitMQ", "CKafka", log], swiftSettings: house),

    // Floor 4: adapters; they never import each other.
    .systemLibrary(
      name: "CPocketSphinx", path: "Sources/CPocketSphinx", pkgConfig: "pocketsphinx",
      providers: [.apt(["libpocketsphinx-dev"])]),
    .systemLibrary(name: "CFlite", path: "Sources/CFlite", providers: [.apt(["flite1-dev"])]),
    .systemLibrary(
      name: "CSpeexDSP", path: "Sources/CSpeexDSP", pkgConfig: "speexdsp", providers: [.apt(["libspeexdsp-dev"])]),
    // Loaded at run time where the operator has it.
    .systemLibrary(name: "CSherpaONNX", path: "Sources/CSherpaONNX"),
    .systemLibrary(name: "CONNXRuntime", path: "Sources/CONNXRuntime"),
    .target(
      name: "SpeechEngines",
      dependencies: [
        "Discourse", "Audio", "Operations", "Conversations", "CPocketSphinx", "CFlite", "CSpeexDSP", "CSherpaONNX",
        "CONNXRuntime", log, httpClient,
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ] + nio, swiftSettings: numeric),
    .target(
      name: "Storage",
      dependencies: ["Commerce", "Audio", "Files", "Journal", "Operations", "Conversations", grdb, crypto, log],
      swiftSettings: house),
    .target(
      name: "LanguageModel",
      dependencies: [
        "Discourse", "Conversations", httpClient, .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: house),
    .target(name: "Shop", dependencies: ["Commerce", "Files", grdb, crypto], swiftSettings: house),
    .target(
      name: "Connectors",
      dependencies: [
        "Commerce", "Documents", "Operations", "Vendors", "Brokers", "Databases", httpClient, crypto, log, metrics,
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: house),
    .target(
      name: "Events",
      dependencies: [
        "Commerce", "Files", "Operations", "Vendors", "Brokers", "Databases", httpClient, crypto, grdb, log, metrics,
        lifecycle, .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
      ], swiftSettings: house),
    .target(
      name: "HTTPServer",
      dependencies: [
        "Files", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"), log, metrics, lifecycle,
      ] + nio, swiftSettings: house),

    // Floor 5: the outside world's protocols and pages.
    .target(
      name: "Telephony",
      dependencies: [
        "Audio", "Discourse", "Conversations", "HTTPServer", crypto, log, metrics,
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HTTPTypes", package: "swift-http-types"),
      ] + nio, swiftSettings: house),
    .target(
      name: "Web",
      dependencies: [
        "Commerce", "Discourse", "Policy", "Dialogue", "Conversations", "Events", "Vendors", "HTTPServer", log,
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Mustache", package: "swift-mustache"), lifecycle,
      ], resources: [.copy("Assets"), .copy("Templates")], swiftSettings: house),

    .target(
      name: "Evaluation",
      dependencies: [
        "Commerce", "Discourse", "Audio", "TurnTaking", "Documents", "Policy", "Dialogue", "Conversations", "Vendors",
      ],
      swiftSettings: numeric),

    // Floor 6: the program.
    .executableTarget(
      name: "aisle",
      dependencies: [
        "Commerce", "Discourse", "Audio", "Understanding", "Policy", "Journal", "Documents", "Dialogue", "Operations",
        "Conversations", "SpeechEngines", "Storage", "Shop", "Connectors", "Events", "Vendors", "Brokers", "Databases",
        "Files", "HTTPServer", "Telephony", "Web", "Evaluation", "LanguageModel", "TurnTaking", httpClient, crypto, log,
        metrics,
        lifecycle,
        signals,
        .product(name: "Hummingbird", package: "hummingbird"), .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: house),

    // Fakes and conformance suites for the tests of every floor.
    .target(
      name: "AisleTesting",
      dependencies: ["Commerce", "Discourse", "Audio", "Journal", "Operations", "Dialogue", "Conversations"],
      swiftSettings: house),

    .executableTarget(
      name: "LedgerProbe", dependencies: ["Commerce", "Operations", "Storage", "AisleTesting"],
      path: "Tests/LedgerProbe", exclude: ["README.md"], swiftSettings: house),

    .executableTarget(
      name: "EventsBench", dependencies: ["Commerce", "Events", "Vendors", log], path: "Tests/EventsBench",
      exclude: ["README.md"], swiftSettings: house),

    .executableTarget(
      name: "UnderstandingBench", dependencies: ["Understanding", "Commerce", "Discourse", "Dialogue", "AisleTesting"],
      path: "Tests/UnderstandingBench", exclude: ["README.md"], swiftSettings: house),

    .executableTarget(
      name: "VoiceBench", dependencies: ["Audio"], path: "Tests/VoiceBench", exclude: ["README.md"],
      swiftSettings: house),

    .target(
      name: "TestServers", dependencies: ["Brokers", "Databases"], path: "Tests/TestServers", swiftSettings: house),
    .target(name: "TestSockets", dependencies: nio, path: "Tests/TestSockets", swiftSettings: house),
    .executableTarget(
      name: "ContractSamples", dependencies: ["Commerce", "AisleTesting"], path: "Tests/ContractSamples",
      swiftSettings: house),
    .testTarget(name: "CommerceTests", dependencies: ["Commerce"], swiftSettings: house),
    .testTarget(name: "FilesTests", dependencies: ["Files"], swiftSettings: house),
    .testTarget(name: "AudioTests", dependencies: ["Audio"], swiftSettings: house),
    .testTarget(
      name: "UnderstandingTests", dependencies: ["Understanding", "Commerce", "Discourse", "Dialogue", "AisleTesting"],
      swiftSettings: house),
    .testTarget(
      name: "PolicyTests",
      dependencies: ["Policy", "Commerce", "Discourse", "Documents", "Dialogue", "Operations", "AisleTesting"],
      swiftSettings: house),
    .testTarget(name: "JournalTests", dependencies: ["Journal", "Commerce", "AisleTesting"], swiftSettings: house),
    .testTarget(name: "TurnTakingTests", dependencies: ["TurnTaking", "Discourse"], swiftSettings: house),
    .testTarget(
      name: "DialogueTests",
      dependencies: [
        "Dialogue", "Commerce", "Discourse", "Documents", "Policy", "Understanding", "Journal", "AisleTesting",
      ],
      swiftSettings: house),
    .testTarget(
      name: "ConversationsTests",
      dependencies: [
        "Conversations", "Commerce", "Discourse", "Audio", "Understanding", "Policy", "Dialogue", "Journal",
        "TurnTaking", "AisleTesting", log, metrics, .product(name: "MetricsTestKit", package: "swift-metrics"),
      ],
      swiftSettings: house),
    .testTarget(
      name: "SpeechEnginesTests",
      dependencies: [
        "SpeechEngines", "Conversations", "Discourse", "Audio", .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      exclude: ["Sherpa/toy-t-one"], swiftSettings: house),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Storage", "Journal", "Commerce", "Operations", "Conversations", "AisleTesting", "LedgerProbe", grdb,
      ],
      swiftSettings: house),
    .testTarget(
      name: "LanguageModelTests",
      dependencies: ["LanguageModel", "Conversations", "Dialogue", "Discourse"] + nio, swiftSettings: house),
    .testTarget(name: "ShopTests", dependencies: ["Shop", "Commerce", crypto, grdb], swiftSettings: house),
    .testTarget(
      name: "HTTPServerTests",
      dependencies: [
        "HTTPServer", "TestSockets", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOTLS", package: "swift-nio"), log, metrics, lifecycle,
      ] + nio, swiftSettings: house),
    .testTarget(
      name: "TelephonyTests",
      dependencies: [
        "Telephony", "TestSockets", "HTTPServer", "Conversations", "Audio", "Discourse", "AisleTesting",
        .product(name: "Hummingbird", package: "hummingbird"), log, metrics, lifecycle,
        .product(name: "NIOEmbedded", package: "swift-nio"),
      ] + nio, swiftSettings: house),
    .testTarget(
      name: "WebTests",
      dependencies: [
        "Web", "HTTPServer", "Conversations", "Commerce", "Discourse", "Dialogue", "Journal", "TurnTaking", "Vendors",
        "AisleTesting", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"), log, lifecycle,
      ] + nio, swiftSettings: house),
    .testTarget(
      name: "OperationsTests", dependencies: ["Operations", "Commerce", "AisleTesting"], swiftSettings: house),
    .testTarget(name: "VendorsTests", dependencies: ["Vendors", "Commerce"], swiftSettings: house),
    .testTarget(name: "DatabasesTests", dependencies: ["Databases", "TestServers"], swiftSettings: house),
    .testTarget(name: "BrokersTests", dependencies: ["Brokers", "TestServers"], swiftSettings: house),
    .testTarget(
      name: "ConnectorsTests",
      dependencies: [
        "Connectors", "Commerce", "Documents", "Operations", "Vendors", "Brokers", "Databases", "AisleTesting",
        "TestServers", "TestSockets",
      ],
      swiftSettings: house),
    .testTarget(
      name: "EventsTests",
      dependencies: [
        "Events", "Commerce", "Operations", "Vendors", "Brokers", "Databases", "Storage", "AisleTesting",
        "TestServers", "TestSockets",
        httpClient, crypto, grdb, log, lifecycle,
      ] + nio,
      swiftSettings: house),
    .testTarget(
      name: "EvaluationTests",
      dependencies: [
        "Evaluation", "Commerce", "Discourse", "Documents", "Dialogue", "Policy", "Conversations", "Vendors",
        "Understanding", "TurnTaking", "AisleTesting",
      ],
      exclude: ["Desk/Transcripts"], swiftSettings: house),
    .testTarget(name: "ArchitectureTests", swiftSettings: house),
    .testTarget(
      name: "AisleTests",
      dependencies: [
        "aisle", "Commerce", "Conversations", "Dialogue", "Discourse", "Documents", "Journal", "Storage", "Shop",
        "AisleTesting",
      ],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)

// AISLE_CORE=1 leaves only the pure rooms and their tests, which build in a minute or two: for work on the core.
if Context.environment["AISLE_CORE"] != nil {
  let rooms = [
    "Commerce", "Discourse", "Audio", "Understanding", "Policy", "Journal", "TurnTaking", "Documents", "Dialogue",
    "Operations", "Conversations", "AisleTesting",
  ]
  let kept = Set(rooms + rooms.map { $0 + "Tests" } + ["UnderstandingBench", "VoiceBench"])
  let packages: Set = ["Yams", "swift-log", "swift-metrics", "swift-service-lifecycle"]
  package.products = []
  package.targets.removeAll { !kept.contains($0.name) }
  package.dependencies.removeAll { dependency in
    guard case .sourceControl(_, let location, _) = dependency.kind else { return true }
    return !packages.contains { location.hasSuffix($0) }
  }
}

// AISLE_ROOM=SpeechEngines leaves one room, what it stands on and its tests: for work on an adapter.
if let room = Context.environment["AISLE_ROOM"] {
  var kept: Set = [room + "Tests"]
  var packages: Set<String> = []
  var found = -1
  while found != kept.count {
    found = kept.count
    for dependency in package.targets.filter({ kept.contains($0.name) }).flatMap(\.dependencies) {
      switch dependency {
      case .byNameItem(let name, _), .targetItem(let name, _): kept.insert(name)
      case .productItem(_, let name, _, _): if let name { packages.insert(name) }
      @unknown default: continue
      }
    }
  }
  package.products = []
  package.targets.removeAll { !kept.contains($0.name) }
  package.dependencies.removeAll { dependency in
    guard case .sourceControl(_, let location, _) = dependency.kind else { return true }
    return !packages.contains { location.hasSuffix($0) || location.hasSuffix($0 + ".git") }
  }
}

// What a room is stands in a README beside its sources.
for target in package.targets where [.regular, .executable].contains(target.type) && target.path == nil {
  target.exclude.append("README.md")
}
