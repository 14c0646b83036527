// What a running desk keeps on disk, readable by its owner alone.

import FoundationEssentials

/// The folder of a desk's database, key and outgoing mail.
struct DataFolder {
    let path: String

    /// Makes the folder if it is not there.
    init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    var databasePath: String { "\(path)/desk.sqlite" }
    var outboxPath: String { "\(path)/outbox" }

    /// The key of all ticket links, made at the first start.
    func linkKey() throws -> [UInt8] {
        let file = "\(path)/link.key"
        if let key = FileManager.default.contents(atPath: file) {
            guard key.count == 32 else {
                throw CleanFailure(
                    "\(file) is not a key of 32 bytes: put the right one back, links depend on it.")
            }
            return Array(key)
        }
        var source = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        let isWritten = FileManager.default.createFile(
            atPath: file, contents: Data(key), attributes: [.posixPermissions: 0o600])
        guard isWritten else { throw CleanFailure("\(file) cannot be written.") }
        return key
    }
}
