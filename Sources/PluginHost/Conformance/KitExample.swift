// A plugin's own examples: transcripts, each line a request or the response to the one before.

internal import Foundation
internal import PluginProtocol

/// A file of `examples/`.
struct KitExample {
    private let name: String
    private let path: String

    var rule: String { "examples/\(name) is what it says." }

    static func all(of plugin: InstalledPlugin) -> [KitExample] {
        guard let folder = plugin.folder else { return [] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/examples")) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().map {
            KitExample(name: $0, path: "\(folder)/examples/\($0)")
        }
    }

    /// The first line on which the plugin says something else; `nil` when there is none.
    func fault(_ plugin: InstalledPlugin) throws -> String? {
        guard let bytes = FileManager.default.contents(atPath: path) else { return "it cannot be read" }
        let child = try KitChild(plugin)
        defer { child.end() }
        for (number, line) in bytes.split(separator: 10).enumerated() {
            guard let wanted = try? JSONValue(json: Data(line)), let id = wanted["id"]?.string else {
                return "line \(number + 1) is no request and no response"
            }
            guard wanted["method"] == nil else {
                child.send(String(decoding: line, as: UTF8.self))
                continue
            }
            let said = child.response(to: id, seconds: 10)
            if said != wanted {
                return "line \(number + 1): it says \((said?.text ?? "nothing").cut(to: 500))"
            }
        }
        return nil
    }
}
