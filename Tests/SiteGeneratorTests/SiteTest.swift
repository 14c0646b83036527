// A site in a folder of its own: write files, build, look.

import Foundation
import KnowledgeBase
import Testing

@testable import SiteGenerator

/// A content folder and what was built of it.
struct SiteTest {
    let root: URL
    var content: URL { root.appending(path: "content") }
    var output: URL { root.appending(path: "public") }

    /// Runs a test with an empty folder, which is removed afterwards.
    static func run(_ files: [String: String] = [:], _ body: (SiteTest) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID())")
        let test = SiteTest(root: root)
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: test.content, withIntermediateDirectories: true)
        try test.write(files)
        try await body(test)
    }

    func write(_ files: [String: String]) throws {
        for (path, text) in files { try write(path, Array(text.utf8)) }
    }

    func write(_ path: String, _ bytes: [UInt8]) throws {
        let url = content.appending(path: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    @discardableResult
    func build(date: String = "2026-11-21", _ change: (inout BuildOptions) -> Void = { _ in }) async throws
        -> BuildReport
    {
        let day = try #require(CalendarDay(date))
        var options = BuildOptions(content: content.path, output: output.path, date: day)
        change(&options)
        return try await SiteBuilder(options).build().report
    }

    /// The paths of all built files; hashes in names become `<hash>`.
    func paths() throws -> [String] {
        try snapshot().keys.map { $0.replacing(/\.[0-9a-f]{12}([.\/])/) { ".<hash>\($0.1)" } }.sorted()
    }

    /// Every built file with its bytes.
    func snapshot() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: output.path) {
            let url = output.appending(path: path)
            let values = try url.resourceValues(forKeys: [.isDirectoryKey])
            if values.isDirectory != true { files[path] = Array(try Data(contentsOf: url)) }
        }
        return files
    }

    func text(_ path: String) throws -> String {
        try String(contentsOf: output.appending(path: path), encoding: .utf8)
    }

    /// What stands in a page's `<main>`.
    func main(_ path: String) throws -> String {
        let html = try text(path)
        let start = try #require(html.firstRange(of: "<main id=\"main\" tabindex=\"-1\">\n")).upperBound
        let end = try #require(html.firstRange(of: "</main>")).lowerBound
        return String(html[start..<end])
    }
}
