// A plugin whose plugin.json cannot be read.

internal import Foundation
internal import PluginProtocol

extension PluginFolder {
    /// What stands for the plugin while its plugin.json cannot be read. It is asked where the plugin would
    /// be, and cannot answer, so that each ticket says so and a review that is gone is not a yes.
    ///
    /// It would be asked what it was asked when it was allowed, and what its plugin.json still names. When
    /// it was allowed and neither says anything, it may have been a review, and is taken for one.
    ///
    /// - Parameter lock: what was allowed.
    /// - Returns: `nil` when its plugin.json can be read.
    func standIn(_ lock: PluginLock) -> PluginManifest? {
        guard manifest == nil else { return nil }
        let entry = lock.plugins[name]
        let text = FileManager.default.contents(atPath: "\(path)/plugin.json") ?? Data()
        let words = String(decoding: text, as: UTF8.self)
        let asked = Method.hooks.filter { $0.kind == .decision }.filter { method in
            entry?.hooks?.contains(method.rawValue) == true || words.contains("\"\(method.rawValue)\"")
        }
        let isUnknown = asked.isEmpty && entry != nil && entry?.hooks == nil
        let hooks = (isUnknown ? [.review] : asked).map { ($0.rawValue, JSONValue.object([:])) }
        let id = isShadow ? String(name.dropLast(Self.shadowEnding.count)) : name
        let json: JSONValue = [
            "id": .string(id), "version": .string(entry?.version ?? "?"),
            "protocol": .number(Double(protocolVersion)), "title": .string(id), "command": [],
            "hooks": .object(Dictionary(uniqueKeysWithValues: hooks)),
        ]
        return try? PluginManifest(json: Data(json.text.utf8))
    }

    /// The plugin for a host that cannot run it, and says why.
    ///
    /// - Parameters:
    ///   - lock: what was allowed; what was not is asked nothing.
    ///   - trusting: whether all count as allowed.
    ///   - logPath: the file that its log is written to.
    /// - Returns: `nil` when its plugin.json can be read.
    public func broken(_ lock: PluginLock, trusting: Bool, logPath: String?) -> InstalledPlugin? {
        guard let manifest = standIn(lock) else { return nil }
        return InstalledPlugin(
            manifest: manifest, config: .null, folder: path, programPath: "",
            hindrance:
                "\(complaints.joined(separator: " ")) Mend it, then send the desk the signal HUP, or start it again",
            logPath: logPath, isShadow: isShadow, wasAllowed: trusting || lock.plugins[name] != nil)
    }
}
