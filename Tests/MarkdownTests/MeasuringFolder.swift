// Where the public data lies that is not part of the repository.

internal import Foundation

/// The folder that `$PORCHLIGHT_DATA` names; tests that need it are skipped where it is unset.
enum MeasuringFolder {
    static let path = ProcessInfo.processInfo.environment["PORCHLIGHT_DATA"]

    static var isThere: Bool { path != nil }

    static func contents(_ name: String) throws -> Foundation.Data {
        try Foundation.Data(contentsOf: URL(fileURLWithPath: (path ?? "") + "/" + name))
    }
}

/// One example of a specification: a text and its HTML.
struct Example: Decodable {
    let example: Int
    let markdown: String
    let html: String
    let extensions: String

    static func all(in file: String) throws -> [Example] {
        try JSONDecoder().decode([Example].self, from: MeasuringFolder.contents("markdown/\(file).json"))
    }
}
