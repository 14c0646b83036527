// The frozen vectors and the schemas, as the tests read them.

import Foundation
import PluginProtocol

enum ProtocolFiles {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func schema(_ name: String) throws -> JSONSchema {
        JSONSchema(try json("plugins/_schema/\(name)"))
    }

    static func json(_ path: String) throws -> JSONValue {
        try JSONValue(json: Data(contentsOf: root.appending(path: path)))
    }

    /// A file of vectors, byte by byte.
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: root.appending(path: "Tests/Fixtures/protocol-1/\(name).jsonl")))
    }

    /// The lines of a file of vectors.
    static func lines(_ name: String) throws -> [[UInt8]] {
        try bytes(name).split(separator: 10).map(Array.init)
    }

    static let names = ["initialize", "control"] + Method.hooks.map(\.rawValue)
}
