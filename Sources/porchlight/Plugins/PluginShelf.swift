// Which plugins a desk has: those that are linked in, and those of its plugins/ folder.

import Foundation
import HelpDesk
import PluginHost
import PluginKit
import RulesPlugin
import TicketStore

/// The plugins of a desk, read without starting one.
struct PluginShelf {
    /// The ids of the plugins that are linked in.
    static let linked = LinkedPlugin.allCases.map(\.rawValue)

    /// Their folder.
    let folder: String
    let found: [PluginFolder]
    let lock: PluginLock

    /// Reads the folder; a missing one has no plugins.
    ///
    /// - Throws: `CleanFailure` when the lock file cannot be read.
    init(folder: String) throws {
        self.folder = folder
        do {
            lock = try PluginLock(folder: folder)
        } catch {
            throw CleanFailure(
                "\(PluginLock.path(in: folder)) is damaged: put a good copy there, or delete it and allow again."
            )
        }
        // A folder with the name of a linked plugin adds nothing but documentation and examples.
        found = PluginFolder.all(in: folder, lock).filter { !Self.linked.contains($0.name) }
    }

    /// A plugin of the folder by its name.
    ///
    /// - Throws: `CleanFailure` when there is none.
    func plugin(_ id: String) throws -> PluginFolder {
        if Self.linked.contains(id) {
            throw CleanFailure(
                "“\(id)” is linked into this program: it is allowed, and has no folder of its own.")
        }
        guard let plugin = found.first(where: { $0.name == id }) else {
            let names = found.map(\.name).joined(separator: ", ")
            throw CleanFailure(
                "there is no plugin “\(id)” in \(folder)/; there \(names.isEmpty ? "is none" : "is \(names)")."
            )
        }
        return plugin
    }

    /// The plugins of the folder as a host runs them.
    ///
    /// - Parameters:
    ///   - data: the desk's data folder: plugins' own files, logs and secrets.
    ///   - trusting: whether all run that can, as on a developer's own machine.
    func installed(_ settings: PluginSettings, data: String, trusting: Bool) -> [InstalledPlugin] {
        found.compactMap { plugin in
            let place = PluginPlace(data: data, id: plugin.name)
            let broken = plugin.broken(lock, trusting: trusting, logPath: place.logPath)
            guard let manifest = plugin.manifest ?? broken?.manifest, !settings.off.contains(manifest.id)
            else { return nil }
            place.make()
            if let broken { return broken }
            let (folder, id) = (folder, manifest.id)
            let wasAllowed = trusting || lock.plugins[plugin.name] != nil
            let isAllowed = trusting || lock.standing(of: plugin) == .allowed
            return InstalledPlugin(
                manifest: manifest, config: settings.config[id] ?? .object([:]),
                secrets: PluginPlace(data: data, id: id).secrets(manifest.secrets), folder: plugin.path,
                dataFolder: place.ownFolder,
                programPath: "/proc/self/exe", hindrance: nil, logPath: place.logPath,
                isShadow: plugin.isShadow, wasAllowed: wasAllowed,
                allowedDigest: isAllowed ? plugin.digest : nil,
                check: {
                    Self.hindrance(plugin, in: folder, trusting: trusting)
                        ?? (wasAllowed ? nil : "it was allowed since then: \(Self.advice)")
                })
        }
    }

    /// Why a plugin does not run, as its files and the lock are now.
    static func hindrance(_ plugin: PluginFolder, in folder: String, trusting: Bool) -> String? {
        let now = PluginFolder(path: plugin.path)
        guard now.complaints.isEmpty else { return now.complaints.joined(separator: " ") }
        if !trusting {
            guard let lock = try? PluginLock(folder: folder) else {
                return "\(PluginLock.path(in: folder)) cannot be read: put a good copy there"
            }
            if let hindrance = lock.standing(of: now).hindrance(of: plugin.name) { return hindrance }
        }
        // It would be another one than the desk takes it for.
        return now.manifest == plugin.manifest
            ? nil : "its plugin.json has changed since the desk read it: \(advice)"
    }

    /// How a desk takes in what is allowed.
    private static let advice = "send the desk the signal HUP, or start it again"
}

/// Where a desk keeps what belongs to a plugin.
struct PluginPlace {
    let data: String
    let id: String

    /// The plugin's own files.
    var ownFolder: String { URL(filePath: "\(data)/plugins/\(id)").path }
    /// What it wrote to its log.
    var logPath: String { "\(data)/plugins/\(id).log" }

    /// Makes the folder. Where it cannot be made, the plugin finds none, and the desk runs on.
    func make() {
        try? FileManager.default.createDirectory(
            atPath: ownFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// - Throws: `CleanFailure` when the desk never had a plugin of that name.
    func checkKnown() throws {
        guard !id.isEmpty, !id.contains("/"), FileManager.default.fileExists(atPath: ownFolder) else {
            throw CleanFailure("the desk in \(data) has had no plugin “\(id)”.")
        }
    }

    /// What requests are signed with that the desk sends for the plugin: `whsec_` and base 64 in
    /// `secrets/ID/DELIVER_SECRET`, drawn at random when there is none.
    ///
    /// - Returns: `nil` when it cannot be read, or is none.
    func signingKey() -> [UInt8]? {
        let folder = "\(data)/secrets/\(id)"
        let path = "\(folder)/DELIVER_SECRET"
        if !FileManager.default.fileExists(atPath: path) {
            var source = SystemRandomNumberGenerator()
            let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
            try? FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let text = "whsec_\(Data(bytes).base64EncodedString())\n"
            _ = FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        }
        guard let text = secrets(["DELIVER_SECRET"])["DELIVER_SECRET"], text.hasPrefix("whsec_"),
            let key = Data(base64Encoded: String(text.dropFirst("whsec_".count))), key.count >= 24
        else { return nil }
        return Array(key)
    }

    /// The secrets that lie in `secrets/ID/NAME`, without the line's end that an editor leaves.
    func secrets(_ names: [String]) -> [String: String] {
        var secrets: [String: String] = [:]
        for name in names where !name.contains("/") && !name.hasPrefix(".") {
            guard let bytes = FileManager.default.contents(atPath: "\(data)/secrets/\(id)/\(name)") else {
                continue
            }
            let text = String(decoding: bytes, as: UTF8.self)
            secrets[name] = text.hasSuffix("\n") ? String(text.dropLast()) : text
        }
        return secrets
    }
}
