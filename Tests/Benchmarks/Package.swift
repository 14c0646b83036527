// swift-tools-version: 6.2
// Programs that measure; a package of their own, so that tests do not build them.

import PackageDescription

let package = Package(
    name: "benchmarks",
    dependencies: [.package(name: "porchlight", path: "../..")],
    targets: [
        .executableTarget(
            name: "StoreSpeed", dependencies: [.product(name: "SQLiteStore", package: "porchlight")],
            path: "StoreSpeed", swiftSettings: [.swiftLanguageMode(.v6)]),
        .executableTarget(
            name: "PluginSpeed", dependencies: [.product(name: "PluginHost", package: "porchlight")],
            path: "PluginSpeed", swiftSettings: [.swiftLanguageMode(.v6)]),
    ]
)
