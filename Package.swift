// swift-tools-version: 6.2
// The architecture: targets in dependency order, a line each. Who may import whom is
// tested by Tests/HouseRules; the direction of these arrows does not change.

import PackageDescription

/// What every target of ours is compiled with.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency], _ resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: house)
}

func plugin(_ id: String, as name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "plugins/\(id)",
        exclude: ["README.md", "examples"], sources: ["Sources"],
        resources: [.embedInCode("plugin.json")], swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + [customDump, issueReporting],
        swiftSettings: house)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let customDump = Target.Dependency.product(name: "CustomDump", package: "swift-custom-dump")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
// Without it, expectNoDifference prints its failures and lets the test pass.
let issueReporting = Target.Dependency.product(
    name: "IssueReportingTestSupport", package: "xctest-dynamic-overlay")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioHTTPTypes = Target.Dependency.product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let nioHTTPTypesHTTP1 = Target.Dependency.product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
    name: "porchlight",
    products: [
        .executable(name: "porchlight", targets: ["porchlight"]),
        .library(name: "PluginKit", targets: ["PluginKit"]),
        // What the benchmarks measure, which are a package of their own: Tests/Benchmarks.
        .library(name: "SQLiteStore", targets: ["SQLiteStore", "TicketStore", "Tickets"]),
        .library(name: "PluginHost", targets: ["PluginHost", "PluginProtocol", "TicketStore", "Tickets"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1",
            traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/pointfreeco/swift-custom-dump", from: "1.7.3"),
        .package(url: "https://github.com/pointfreeco/xctest-dynamic-overlay", from: "1.13.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CCmark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CSnowball", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        module("Markdown", ["CCmark"]),
        module("KnowledgeBase", ["Markdown", yams], [.embedInCode("Starters/texts")]),
        module("SearchIndex", ["CSnowball", "CZlib"]),
        module(
            "SiteGenerator", ["KnowledgeBase", "SearchIndex", "CZlib", mustache, crypto],
            [.embedInCode("Theme/assets"), .embedInCode("Theme/layouts"), .embedInCode("Theme/words")]),
        module("Tickets", []),
        module("TicketStore", ["Tickets", crypto]),
        module("SQLiteStore", ["TicketStore", grdb]),
        module("PluginProtocol", ["Tickets"]),
        module("PluginKit", ["PluginProtocol"]),
        module("PluginHost", ["PluginProtocol", "TicketStore", subprocess, system, logging]),
        module("HTTPClient", ["CCurl"]),
        module("Mail", ["TicketStore"]),
        module(
            "HelpDesk",
            ["TicketStore", "PluginHost", "PluginProtocol", "Mail", "HTTPClient", crypto, logging, lifecycle]),
        module(
            "WebServer",
            [
                "HelpDesk", "SiteGenerator", hummingbird, hummingbirdCore, httpTypes, lifecycle, logging,
                nioCore, nioHTTP1, nioHTTPTypes, nioHTTPTypesHTTP1,
            ], [.embedInCode("Preview/preview.js")]),
        .target(
            name: "PythonSDK", path: "plugins/_sdk", resources: [.embedInCode("porchlight_plugin.py")],
            swiftSettings: house),
        plugin("escalate", as: "EscalatePlugin", ["PluginKit"]),
        plugin("follow-up", as: "FollowUpPlugin", ["PluginKit"]),
        plugin("learned-router", as: "LearnedRouterPlugin", ["PluginKit"]),
        plugin("rules", as: "RulesPlugin", ["PluginKit", yams]),
        plugin("suggest-answers", as: "SuggestAnswersPlugin", ["PluginKit"]),
        plugin("webhook", as: "WebhookPlugin", ["PluginKit"]),
        .executableTarget(
            name: "porchlight",
            dependencies: [
                "SQLiteStore", "WebServer", "EscalatePlugin", "FollowUpPlugin", "LearnedRouterPlugin",
                "RulesPlugin", "SuggestAnswersPlugin", "WebhookPlugin", "PythonSDK", "CMalloc",
                argumentParser, hummingbird, lifecycle, logging, nioCore, unixSignals, yams,
            ],
            swiftSettings: house),

        tests("MarkdownTests", ["Markdown"]),
        tests("KnowledgeBaseTests", ["KnowledgeBase", "Markdown"]),
        tests("SearchIndexTests", ["SearchIndex"]),
        tests("SiteGeneratorTests", ["SiteGenerator"]),
        tests("TicketsTests", ["Tickets"]),
        // What every engine's tests run.
        .target(
            name: "TicketStoreContract", dependencies: ["TicketStore", customDump],
            path: "Tests/TicketStoreContract", swiftSettings: house),
        tests("TicketStoreTests", ["TicketStoreContract"]),
        tests("SQLiteStoreTests", ["SQLiteStore", "TicketStoreContract", grdb]),
        tests("PluginProtocolTests", ["PluginProtocol"]),
        tests("PluginHostTests", ["PluginHost"]),
        tests("EscalatePluginTests", ["EscalatePlugin"]),
        tests("FollowUpPluginTests", ["FollowUpPlugin"]),
        tests("LearnedRouterPluginTests", ["LearnedRouterPlugin"]),
        tests("RulesPluginTests", ["RulesPlugin"]),
        tests("SuggestAnswersPluginTests", ["SuggestAnswersPlugin"]),
        tests("WebhookPluginTests", ["WebhookPlugin"]),
        tests("HTTPClientTests", ["HTTPClient"]),
        tests("MailTests", ["Mail"]),
        tests("WebServerTests", ["WebServer", "SiteGenerator", "Markdown", hummingbird, httpTypes, nioCore]),
        tests("HelpDeskTests", ["HelpDesk", "HTTPClient", "SQLiteStore", crypto, logging]),
        tests("HouseRules", []),
    ]
)
