// plugins/: what lies there, read without starting anything.

internal import Foundation
public import PluginProtocol
internal import TicketStore
internal import Tickets

/// A folder below plugins/ that holds a plugin.
public struct PluginFolder: Sendable {
    /// The folder's name.
    public let name: String
    /// Its path.
    public let path: String
    /// What its plugin.json says; `nil` when it cannot be read.
    public let manifest: PluginManifest?
    /// What keeps it from being a plugin, a sentence each.
    public let complaints: [String]
    /// The SHA-256 over all its files, `nil` when it cannot be made.
    public let digest: String?

    /// The end of the name of a folder whose plugin runs as a shadow of the one before the ending.
    public static let shadowEnding = ".shadow"
    /// Whether its plugin runs as a shadow.
    public var isShadow: Bool { name.hasSuffix(Self.shadowEnding) }

    /// The most files and bytes of a plugin.
    static let mostFiles = 2_000
    static let mostBytes = 64 << 20

    /// All plugins of a folder, by name. One level; what begins with `_` or `.` is off.
    ///
    /// - Parameter lock: a folder that holds what was allowed is a plugin also without its plugin.json.
    public static func all(in folder: String, _ lock: PluginLock = PluginLock()) -> [PluginFolder] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().filter { !$0.hasPrefix("_") && !$0.hasPrefix(".") }.compactMap { name in
            let path = "\(folder)/\(name)"
            let isPlugin =
                FileManager.default.fileExists(atPath: "\(path)/plugin.json") || lock.plugins[name] != nil
            return isPlugin ? PluginFolder(path: path) : nil
        }
    }

    /// The plugin of one folder.
    public init(path: String) {
        name = URL(filePath: path).lastPathComponent
        self.path = URL(filePath: path).path
        var complaints: [String] = []
        var manifest: PluginManifest?
        do {
            guard let json = FileManager.default.contents(atPath: "\(path)/plugin.json") else {
                throw CocoaError(.fileReadNoSuchFile)
            }
            let read = try PluginManifest(json: json)
            complaints = read.complaints
            if read.id != name, read.id + Self.shadowEnding != name {
                complaints.append("its folder is called “\(name)”, its id is “\(read.id)”: make them one.")
            }
            manifest = read
        } catch let error as DecodingError {
            complaints = ["plugin.json \(error.words)"]
        } catch {
            complaints = ["plugin.json cannot be read."]
        }
        self.manifest = manifest
        switch Self.digest(of: path) {
        case .success(let digest): self.digest = digest
        case .failure(let problem):
            digest = nil
            complaints.append(problem.description)
        }
        self.complaints = complaints
    }

    private struct Problem: Error, CustomStringConvertible { let description: String }

    /// SHA-256 over names, permissions to run, lengths and bytes of all files, in the order of their
    /// paths. Symbolic links could lead anywhere, so there may be none. Python keeps what it compiled
    /// in `__pycache__`, which the host has it neither read nor write.
    private static func digest(of path: String) -> Result<String, Problem> {
        let manager = FileManager.default
        guard let all = try? manager.subpathsOfDirectory(atPath: path) else {
            return .failure(Problem(description: "its folder cannot be read."))
        }
        var digest = FileDigest()
        var bytes = 0
        let names = all.filter { !$0.split(separator: "/").contains("__pycache__") }.sorted {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        }
        guard names.count <= mostFiles else {
            return .failure(Problem(description: "it has more than \(mostFiles) files."))
        }
        for name in names {
            let file = "\(path)/\(name)"
            let kind = (try? manager.attributesOfItem(atPath: file))?[.type] as? FileAttributeType
            if kind == .typeDirectory { continue }
            guard kind == .typeRegular, let contents = manager.contents(atPath: file) else {
                return .failure(Problem(description: "\(name) is no plain file: put the file itself there."))
            }
            bytes += contents.count
            guard bytes <= mostBytes else {
                return .failure(Problem(description: "it has more than \(mostBytes >> 20) MiB."))
            }
            let mode = manager.isExecutableFile(atPath: file) ? "x" : "-"
            digest.take(Array("\(name)\0\(mode)\0\(contents.count)\0".utf8))
            digest.take(Array(contents))
        }
        return .success(digest.file.digest.description)
    }
}

extension DecodingError {
    /// What is wrong with a file of JSON, with the place.
    var words: String {
        func place(_ path: [any CodingKey]) -> String {
            path.isEmpty ? "" : " at /" + path.map(\.stringValue).joined(separator: "/")
        }
        switch self {
        case .keyNotFound(let key, let context):
            return "has no “\(key.stringValue)”\(place(context.codingPath))."
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            return "has a value of the wrong kind\(place(context.codingPath))."
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "is not JSON."
                : "has a value that is on none of the protocol's lists\(place(context.codingPath))."
        @unknown default: return "cannot be read."
        }
    }
}
