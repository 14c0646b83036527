// The repository's own files, as the house rules read them.

import Foundation

/// A text file of the repository.
struct TreeFile {
    /// Below the repository's root.
    let path: String
    let lines: [Substring]

    /// What comes before the file's name.
    var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
}

enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Files below some folders whose names end in one of these ways, in the order of their paths.
    static func files(below folders: [String], endings: [String]) -> [TreeFile] {
        folders.flatMap { folder -> [TreeFile] in
            let base = root.appending(path: folder)
            guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: base.path) else {
                return []
            }
            return paths.sorted().filter { path in endings.contains { path.hasSuffix($0) } }.compactMap {
                path in
                guard let text = try? String(contentsOf: base.appending(path: path), encoding: .utf8) else {
                    return nil
                }
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                return TreeFile(path: "\(folder)/\(path)", lines: lines)
            }
        }
    }

    /// Every Swift file that is part of the product.
    static let product = files(below: ["Sources", "plugins"], endings: [".swift"])
    /// Every file that people read as code.
    static let code = files(
        below: ["Sources", "plugins", "Tests"], endings: [".swift", ".js", ".css", ".py", ".mustache"])
}
