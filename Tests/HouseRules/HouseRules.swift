// The house rules that a program can check. Each failure names the place.

import CustomDump
import Foundation
import Testing

@Suite("House rules")
struct HouseRules {
    @Test("No file is over 400 lines")
    func sizes() {
        let long = SourceTree.code.filter { $0.lines.count > 401 }.map {
            "\($0.path): \($0.lines.count) lines"
        }
        expectNoDifference(long, [])
    }

    @Test("No function is over 60 lines")
    func functions() {
        var long: [String] = []
        for file in SourceTree.code where file.path.hasSuffix(".swift") {
            for (start, line) in file.lines.enumerated() {
                let code = line.drop { $0 == " " }
                guard code.firstMatch(of: /^(?:[@a-z()_]+ )*(?:func |init[?(<]|subscript\()/) != nil else {
                    continue
                }
                let end = Self.end(of: line.count - code.count, from: start, in: file.lines)
                if end - start + 1 > 60 { long.append("\(file.path):\(start + 1): \(end - start + 1) lines") }
            }
        }
        expectNoDifference(long, [])
    }

    /// The line on which a function's brace closes: the first that is indented as the function is.
    private static func end(of indentation: Int, from start: Int, in lines: [Substring]) -> Int {
        guard lines[start...].first(where: { $0.hasSuffix("{") || $0.isEmpty })?.isEmpty == false else {
            return start
        }
        let brace = String(repeating: " ", count: indentation) + "}"
        return lines[start...].firstIndex { $0 == brace } ?? start
    }

    @Test("The first line of a Swift or JavaScript file says what it is for")
    func firstLines() {
        let silent = SourceTree.code
            .filter { $0.path.hasSuffix(".swift") || $0.path.hasSuffix(".js") }
            .filter { $0.lines.first?.hasPrefix("// ") != true }
            .map(\.path)
        expectNoDifference(silent, [])
    }

    @Test("Nothing traps on what comes from outside, and every unchecked promise gives its reason")
    func traps() {
        let forbidden = ["try!", "as!", "fatalError("]
        let promises = ["@unchecked Sendable", "nonisolated(unsafe)"]
        var found: [String] = []
        for file in SourceTree.product {
            for (number, line) in file.lines.enumerated() {
                let code = line.split(separator: "//").first ?? ""
                let isExplained = number > 0 && file.lines[number - 1].contains("//")
                if forbidden.contains(where: code.contains)
                    || (promises.contains(where: code.contains) && !isExplained)
                {
                    found.append("\(file.path):\(number + 1): \(line)")
                }
            }
        }
        expectNoDifference(found, [])
    }

    @Test("Types are called by what they are, not Manager, Helper, Util, Data or Info")
    func names() {
        let declaration =
            /\b(?:struct|class|enum|actor|protocol)\s+(\w*(?:Manager|Helper|Util|Utils|Data|Info))\b/
        let found = SourceTree.product.flatMap { file in
            file.lines.compactMap { $0.firstMatch(of: declaration).map { "\(file.path): \($0.1)" } }
        }
        expectNoDifference(found, [])
    }

    @Test("Nothing is left for later in the code, and no path of a machine stands in it")
    func looseEnds() {
        // Written in halves, so that this file does not find itself.
        let forbidden = ["TO" + "DO", "FIX" + "ME", "/home" + "/", "/wo" + "rk/", "/root" + "/"]
        var found: [String] = []
        let texts = SourceTree.files(below: ["content", ".ci"], endings: [".md", ".yaml", "run", "install"])
        for file in SourceTree.code + texts {
            for (number, line) in file.lines.enumerated() where forbidden.contains(where: line.contains) {
                found.append("\(file.path):\(number + 1): \(line)")
            }
        }
        expectNoDifference(found, [])
    }

    @Test("A difference between two pictures fails a test")
    func differencesFail() {
        withKnownIssue { expectNoDifference("a picture", "another") }
    }

    @Test("The top level holds what the design names")
    func topLevel() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: SourceTree.root.path)
        let known: Set = [
            "Package.swift", "Package.resolved", "Sources", "Tests", "content", "plugins", "public",
        ]
        expectNoDifference(
            names.filter { !$0.hasPrefix(".") && !known.contains($0) && $0 != "README.md" }.sorted(), [])
    }
}
