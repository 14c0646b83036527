// plugins.lock: which plugins the operator has allowed, and as what.

internal import Foundation
public import PluginProtocol

/// The lock file of a plugins/ folder.
public struct PluginLock: Sendable, Equatable, Codable {
    /// A plugin as it was allowed.
    public struct Entry: Sendable, Equatable, Codable {
        /// Its version then.
        public let version: String
        /// The SHA-256 over its folder.
        public let sha256: String
        /// What it was granted.
        public let grants: [Grant]
        /// What it was asked then; `nil` when it was allowed by a version that did not write that down.
        public let hooks: [String]?
    }

    /// What an operator may be told of a plugin.
    public enum Standing: Sendable, Equatable {
        /// It runs.
        case allowed
        /// Nobody has allowed it yet.
        case new
        /// Its files are not those that were allowed.
        case changed
        /// It asks for more than it was granted.
        case asksForMore([Grant])
        /// It cannot run, whoever allows it.
        case broken([String])

        /// Why it does not run and what to do; `nil` when it does.
        public func hindrance(of id: String) -> String? {
            let command = "`porchlight plugin allow \(id)`"
            switch self {
            case .allowed: return nil
            case .new: return "nobody has allowed it yet: \(command) shows what it asks for"
            case .changed: return "its files have changed since it was allowed: look at them, then \(command)"
            case .asksForMore(let grants):
                let words = grants.map(\.words).joined(separator: ", ")
                return "it asks for more than it was granted (\(words)): \(command)"
            case .broken(let complaints): return complaints.joined(separator: " ")
            }
        }
    }

    /// By the plugins' ids.
    public private(set) var plugins: [String: Entry] = [:]

    /// Nothing is allowed.
    public init() {}

    /// Reads the lock file of a folder; a missing one allows nothing.
    ///
    /// - Throws: `DecodingError` when it is no lock file.
    public init(folder: String) throws {
        guard let data = FileManager.default.contents(atPath: Self.path(in: folder)) else { return }
        self = try JSONDecoder().decode(PluginLock.self, from: data)
    }

    /// Where the lock file of a folder lies.
    public static func path(in folder: String) -> String { "\(folder)/plugins.lock" }

    /// Whether a plugin may run.
    public func standing(of plugin: PluginFolder) -> Standing {
        guard plugin.complaints.isEmpty, let manifest = plugin.manifest, let digest = plugin.digest else {
            return .broken(plugin.complaints)
        }
        guard let entry = plugins[plugin.name] else { return .new }
        let more = Set(manifest.grants).subtracting(entry.grants)
        if !more.isEmpty { return .asksForMore(more.sorted()) }
        return entry.sha256 == digest && entry.version == manifest.version ? .allowed : .changed
    }

    /// Allows a plugin as it lies there.
    ///
    /// - Returns: whether it could be: a plugin that is broken cannot.
    public mutating func allow(_ plugin: PluginFolder) -> Bool {
        guard plugin.complaints.isEmpty, let manifest = plugin.manifest, let digest = plugin.digest else {
            return false
        }
        plugins[plugin.name] = Entry(
            version: manifest.version, sha256: digest, grants: manifest.grants.sorted(),
            hooks: manifest.hooks.keys.sorted())
        return true
    }

    /// Writes the lock file, whole or not at all: two who write at once leave one of the two files.
    ///
    /// - Throws: when the folder cannot be written.
    public func write(in folder: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var data = try encoder.encode(self)
        data.append(UInt8(ascii: "\n"))
        try data.write(to: URL(filePath: Self.path(in: folder)), options: .atomic)
    }
}
