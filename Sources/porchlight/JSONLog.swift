// The server's log for programs: each line of standard error is an object of JSON.

import Foundation
import Logging

/// Writes what happens as lines of JSON. Nothing of what customers write stands in a log, nor where
/// they came from: that is for those who log to see to, and for the tests.
struct JSONLog: LogHandler {
    private struct Line: Encodable {
        /// In UTC, with milliseconds (RFC 3339).
        let at: String
        let level: String
        /// The part of the program that says it.
        let source: String
        let message: String
        let metadata: [String: String]?
    }

    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    /// Lets everything that is logged from now on be JSON. Once in a process.
    static func begin() {
        LoggingSystem.bootstrap { _ in JSONLog() }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, own in own }
        let line = Line(
            at: Date().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z",
            level: event.level.rawValue, source: event.source, message: event.message.description,
            metadata: all.isEmpty ? nil : all.mapValues(\.description))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(line) else { return }
        FileHandle.standardError.write(bytes + Data("\n".utf8))
    }
}
