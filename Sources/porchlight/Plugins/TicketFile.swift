// A ticket in a file: what a plugin is asked about without a desk.

import Foundation
import PluginKit

/// Reads tickets as plugins see them from JSON.
enum TicketFile {
    /// A ticket from an object with the fields of `ticket` in the protocol; all may be missing.
    ///
    /// - Parameter text: takes the place of `body` when there is none.
    /// - Returns: `nil` when it is no object, or a field has a value of the wrong kind.
    static func ticket(_ json: JSONValue) -> TicketSnapshot? {
        guard var fields = json.object else { return nil }
        if fields["id"]?.string == nil { fields["id"] = "T-1" }
        if fields["body"] == nil, let text = fields["text"] { fields["body"] = text }
        let bytes = Data(JSONValue.object(fields).text.utf8)
        return try? JSONDecoder().decode(TicketSnapshot.self, from: bytes)
    }

    /// The bytes of a file, or of standard input for `-`.
    ///
    /// - Throws: `CleanFailure` when it cannot be read.
    static func bytes(_ path: String) throws -> Data {
        if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw CleanFailure("\(path) cannot be read.")
        }
        return bytes
    }
}
