// Time zones as tests need them: from files that lie beside the tests, so that no update of the
// machine's changes a result.

import Foundation
import Testing
import Tickets

enum Zones {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/zones")

    static func bytes(_ name: String) throws -> [UInt8] {
        let file = folder.appending(path: name.replacing("/", with: "-") + ".tzif")
        return [UInt8](try Data(contentsOf: file))
    }

    static func named(_ name: String) throws -> TimeZoneRules {
        try TimeZoneRules(name: name, file: bytes(name))
    }
}

/// An instant in UTC, written `2026-11-21T18:44:00Z`.
func at(_ text: String) -> Date {
    guard let date = try? Date(text, strategy: .iso8601) else { preconditionFailure("\(text) is no instant") }
    return date
}

/// An instant as text, the other way round.
func text(_ date: Date) -> String { date.formatted(.iso8601) }
