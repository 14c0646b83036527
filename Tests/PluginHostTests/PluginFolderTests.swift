// What lies in plugins/, and what an operator allowed.

import CustomDump
import Foundation
import PluginProtocol
import Testing

@testable import PluginHost

@Suite("The folder of plugins")
struct PluginFolderTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "plugins-\(UUID())")

    private func write(_ path: String, _ text: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func manifest(_ id: String, grants: String = #""ticket.body""#, version: String = "1") -> String {
        #"{"id":"\#(id)","version":"\#(version)","protocol":1,"title":"","command":["sh","main.sh"],"#
            + #""hooks":{"ticket.route":{}},"grants":[\#(grants)]}"#
    }

    @Test("A plugin runs as it was allowed, and not when a file, a permission or a grant has changed")
    func standing() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try write("a/plugin.json", manifest("a"))
        try write("a/main.sh", "echo")
        var lock = try PluginLock(folder: root.path)
        func standing() throws -> PluginLock.Standing {
            try PluginLock(folder: root.path).standing(of: PluginFolder(path: root.appending(path: "a").path))
        }
        expectNoDifference(try standing(), .new)
        let isAllowed = lock.allow(PluginFolder(path: root.appending(path: "a").path))
        #expect(isAllowed)
        try lock.write(in: root.path)
        expectNoDifference(try standing(), .allowed)
        try write("a/__pycache__/x.pyc", "compiled")
        expectNoDifference(try standing(), .allowed)
        try write("a/deep/er", "new")
        expectNoDifference(try standing(), .changed)
        try FileManager.default.removeItem(at: root.appending(path: "a/deep"))
        let script = root.appending(path: "a/main.sh").path
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
        expectNoDifference(try standing(), .changed)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: script)
        expectNoDifference(try standing(), .allowed)
        try write("a/plugin.json", manifest("a", grants: #""ticket.body","reply.send""#))
        expectNoDifference(try standing(), .asksForMore([.reply]))
        #expect(try standing().hindrance(of: "a")?.contains("porchlight plugin allow a") == true)
    }

    @Test("What is no plugin says why, and what begins with _ is off")
    func broken() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try write("_off/plugin.json", manifest("off"))
        try write("no-plugin/README.md", "")
        try write("b/plugin.json", manifest("other"))
        try write("c/plugin.json", "{")
        try write("d/plugin.json", #"{"id":"d"}"#)
        try write("e/plugin.json", manifest("e", grants: #""everything""#))
        try write("f/plugin.json", manifest("f"))
        try FileManager.default.createSymbolicLink(
            atPath: root.appending(path: "f/passwd").path, withDestinationPath: "/etc/passwd")
        let found = PluginFolder.all(in: root.path).map {
            "\($0.name): \($0.complaints.joined(separator: " "))"
        }
        expectNoDifference(
            found,
            [
                "b: its folder is called “b”, its id is “other”: make them one.",
                "c: plugin.json is not JSON.",
                "d: plugin.json has no “version”.",
                "e: plugin.json has a value that is on none of the protocol's lists at /grants/Index 0.",
                "f: passwd is no plain file: put the file itself there.",
            ])
        var lock = PluginLock()
        for plugin in PluginFolder.all(in: root.path) {
            let isAllowed = lock.allow(plugin)
            #expect(!isAllowed)
        }
        expectNoDifference(PluginFolder.all(in: root.appending(path: "nowhere").path).count, 0)
    }

    /// Writes the lock file as an earlier version wrote it: it held no hooks.
    private func forgetHooks(of ids: [String]) throws {
        var text = try String(contentsOf: root.appending(path: "plugins.lock"), encoding: .utf8)
        for id in ids {
            let start = try #require(text.range(of: "\"\(id)\" : {"))
            let hooks = try #require(
                text.range(
                    of: #""hooks" : \[[^\]]*\],\s*"#, options: .regularExpression,
                    range: start.upperBound..<text.endIndex))
            text.removeSubrange(hooks)
        }
        try write("plugins.lock", text)
    }

    @Test(
        "What stands for a plugin.json that cannot be read is asked where the plugin was, and cannot answer")
    func standIns() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let review = manifest("x").replacing(#""ticket.route":{}"#, with: #""ticket.review":{},"event":{}"#)
        // Allowed, of an earlier version's lock, never allowed; each one broken behind the word, or emptied.
        for id in ["allowed", "emptied", "earlier", "earlier-router", "gone"] {
            try write(
                "\(id)/plugin.json",
                review.replacing(#""id":"x""#, with: #""id":"\#(id)""#)
                    .replacing(#","event":{}"#, with: ""))
        }
        try write("earlier-router/plugin.json", manifest("earlier-router"))
        var lock = PluginLock()
        for plugin in PluginFolder.all(in: root.path) {
            let isAllowed = lock.allow(plugin)
            #expect(isAllowed, "\(plugin.complaints)")
        }
        try lock.write(in: root.path)
        try forgetHooks(of: ["earlier", "earlier-router"])
        lock = try PluginLock(folder: root.path)
        #expect(PluginFolder.all(in: root.path).allSatisfy { lock.standing(of: $0) == .allowed })

        try write("allowed/plugin.json", String(manifest("allowed").dropLast()))
        for id in ["emptied", "earlier"] { try write("\(id)/plugin.json", "") }
        try write("earlier-router/plugin.json", String(manifest("earlier-router").dropLast()))
        try FileManager.default.removeItem(at: root.appending(path: "gone/plugin.json"))
        try write("new-router/plugin.json", String(manifest("new-router").dropLast()))
        try write("new-empty/plugin.json", "")
        try write("well/plugin.json", manifest("well"))
        let found = PluginFolder.all(in: root.path, lock).map { folder in
            let plugin = folder.broken(lock, trusting: true, logPath: nil)
            let asked = plugin?.manifest.hooks.keys.sorted().joined(separator: ", ")
            return "\(folder.name): \(asked ?? "-"): \(plugin?.hindrance ?? "-")"
        }
        let noJSON = "plugin.json is not JSON. Mend it, then send the desk the signal HUP, or start it again"
        expectNoDifference(
            found,
            [
                "allowed: ticket.review, ticket.route: \(noJSON)",
                "earlier: ticket.review: \(noJSON)",
                "earlier-router: ticket.route: \(noJSON)",
                "emptied: ticket.review: \(noJSON)",
                "gone: ticket.review: plugin.json cannot be read. Mend it, then send the desk the signal HUP, or start it again",
                "new-empty: : \(noJSON)",
                "new-router: ticket.route: \(noJSON)",
                "well: -: -",
            ])
    }

    @Test("What nobody has allowed is asked nothing and may do nothing, also when it cannot be read")
    func strangers() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        try write("whole/plugin.json", manifest("whole"))
        try write("damaged/plugin.json", String(manifest("damaged").dropLast()))
        let folders = PluginFolder.all(in: root.path)
        let damaged = folders.compactMap { $0.broken(PluginLock(), trusting: false, logPath: nil) }
        let whole = folders.compactMap(\.manifest).map {
            InstalledPlugin(manifest: $0, config: .null, programPath: "", wasAllowed: false)
        }
        expectNoDifference((damaged + whole).map(\.id), ["damaged", "whole"])
        expectNoDifference((damaged + whole).flatMap(\.manifest.hooks.keys), [])
        expectNoDifference((damaged + whole).flatMap(\.grants), [])
        expectNoDifference(whole.map(\.hindrance), [nil])
    }

    @Test("A configuration gets its defaults, and one that is wrong parks the plugin with its place")
    func configuration() throws {
        let json = #"""
            {"id":"a","version":"1","protocol":1,"title":"","command":["sh"],"hooks":{"ticket.route":{}},
             "config":{"type":"object","properties":{"threshold":{"type":"number","default":0.7,"maximum":1}}}}
            """#
        let manifest = try PluginManifest(json: Data(json.utf8))
        let usual = InstalledPlugin(manifest: manifest, config: .null, programPath: "")
        expectNoDifference(usual.config, ["threshold": 0.7])
        expectNoDifference(usual.hindrance, nil)
        expectNoDifference(usual.command, ["/usr/bin/sh"])
        let wrong = InstalledPlugin(manifest: manifest, config: ["threshold": 2], programPath: "")
        expectNoDifference(
            wrong.hindrance, "its configuration is wrong, at /threshold: maximum is 1: mend it in desk.yaml")
    }
}
