// porchlight.yaml: settings of the server, read so that every mistake has its place.

import FoundationEssentials
import KnowledgeBase
import RulesPlugin
import Yams

/// The settings in a file.
struct SettingsFile {
    struct Value {
        let texts: [String]
        /// `porchlight.yaml:3:1`
        let place: String
    }

    private(set) var values: [SettingName: Value] = [:]
    let complaints: [String]

    /// Reads the file.
    ///
    /// - Parameter path: as somebody named it; `nil` for `porchlight.yaml`, which may be missing.
    /// - Returns: `nil` when it is missing.
    /// - Throws: `CleanFailure` when it cannot be read.
    static func read(_ path: String?) throws -> SettingsFile? {
        let file = path ?? "porchlight.yaml"
        guard let bytes = FileManager.default.contents(atPath: file) else {
            if path == nil, !FileManager.default.fileExists(atPath: file) { return nil }
            throw CleanFailure("\(file) cannot be read: name the file with --settings.")
        }
        guard let yaml = String(validating: bytes, as: UTF8.self) else {
            throw CleanFailure("\(file):1:1: the file is not text in UTF-8.")
        }
        return SettingsFile(name: file, yaml: yaml)
    }

    init(name: String, yaml: String) {
        var file = YAMLFile(name: name, yaml: yaml)
        var found: [SettingName: Value] = [:]
        if let root = file.root {
            if case .mapping(let mapping) = root {
                for (key, node) in mapping {
                    let text = key.string ?? ""
                    guard let setting = SettingName(rawValue: text) else {
                        let near = Spelling.nearest(to: text, in: SettingName.allCases.map(\.rawValue))
                        let hint =
                            near.map { ": did you mean “\($0)”?" } ?? ": `porchlight config` lists all."
                        file.complain(key, "there is no setting “\(text)”" + hint)
                        continue
                    }
                    let texts = Self.texts(node, of: setting, &file)
                    for text in texts {
                        setting.complaint(about: text).map {
                            file.complain(node, "“\(setting.rawValue)” \($0)")
                        }
                    }
                    let line = key.mark?.line ?? 1
                    found[setting] = Value(texts: texts, place: "\(name):\(line):\(key.mark?.column ?? 1)")
                }
            } else {
                file.complain(root, "the file has settings, written as `name: value`.")
            }
        }
        values = found
        complaints = file.complaints
    }

    private static func texts(
        _ node: Node, of setting: SettingName, _ file: inout YAMLFile
    ) -> [String] {
        if setting.isList, case .sequence(let nodes) = node {
            return nodes.compactMap { file.text($0, "an entry of “\(setting.rawValue)”") }
        }
        return file.text(node, "“\(setting.rawValue)”").map { [$0] } ?? []
    }
}
