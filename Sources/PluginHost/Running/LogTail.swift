// A plugin's log: its last lines in memory, and all of it in a file that stays small.

internal import Foundation
internal import Synchronization

/// Keeps what a plugin writes: the last 200 lines for the report of what went wrong, and a file of at
/// most 1 MiB with one older one beside it.
final class LogTail: Sendable {
    static let longest = 200
    static let fileBytes = 1 << 20

    private let kept = Mutex<[String]>([])
    private let path: String?
    private let listener: (@Sendable (String) -> Void)?

    /// - Parameters:
    ///   - path: of the file; `nil` for none.
    ///   - listener: hears each line.
    init(path: String? = nil, listener: (@Sendable (String) -> Void)? = nil) {
        self.path = path
        self.listener = listener
    }

    /// Adds a line.
    func add(_ line: String) {
        kept.withLock { lines in
            if lines.count == Self.longest { lines.removeFirst() }
            lines.append(line)
            if let path { Self.append(line + "\n", to: path) }
            listener?(line)
        }
    }

    /// The lines, the oldest first.
    var lines: [String] { kept.withLock { $0 } }

    /// A log that cannot be written is no reason to stop a plugin.
    private static func append(_ text: String, to path: String) {
        let manager = FileManager.default
        if !manager.fileExists(atPath: path) {
            _ = manager.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        guard let file = FileHandle(forWritingAtPath: path) else { return }
        defer { try? file.close() }
        guard let end = try? file.seekToEnd() else { return }
        try? file.write(contentsOf: Data(text.utf8))
        guard end > UInt64(fileBytes) else { return }
        try? manager.removeItem(atPath: path + ".1")
        try? manager.moveItem(atPath: path, toPath: path + ".1")
    }
}
