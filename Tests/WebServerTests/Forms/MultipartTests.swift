// Forms with files, taken apart: whole, in pieces of every size, and damaged.

import CustomDump
import Testing

@testable import WebServer

@Suite("A form in parts")
struct MultipartTests {
    private static let form = [
        "in front, for nobody", "--x", "Content-Disposition: form-data; name=\"body\"", "", "It is --x dark.",
        "\r\nVery.", "--x", "content-disposition: form-data; name=\"files\"; filename=\"a %22b%22.txt\"",
        "Content-Type: text/plain; charset=utf-8", "", "--", "--x",
        "Content-Disposition: form-data; name=\"empty\"", "", "", "--x--", "behind",
    ].joined(separator: "\r\n")

    /// The parts with their bytes together.
    private func parts(_ text: String, by size: Int = .max) throws(MultipartParser.Fault) -> [String] {
        var parser = try MultipartParser(contentType: "multipart/form-data; boundary=x")
        var parts: [String] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            for piece in try parser.take(rest.prefix(size)) {
                switch piece {
                case .part(let part): parts.append("\(part.name)|\(part.fileName ?? "-")|\(part.mediaType)|")
                case .bytes(let bytes): parts[parts.count - 1] += String(decoding: bytes, as: UTF8.self)
                }
            }
            rest = rest.dropFirst(size)
        }
        try parser.finish()
        return parts
    }

    @Test(
        "Gives its parts, whatever the size of the pieces in which it comes", arguments: [1, 2, 3, 7, 1_000])
    func pieces(size: Int) throws {
        expectNoDifference(
            try parts(Self.form, by: size),
            ["body|-||It is --x dark.\r\n\r\nVery.", "files|a \"b\".txt|text/plain|--", "empty|-||"])
    }

    @Test(
        "That is damaged says how",
        arguments: [
            ("", .unfinished), ("--x", .unfinished), ("--x\r\n", .unfinished),
            ("--y\r\n\r\n--y--\r\n", .unfinished), ("--x\r\n\r\nno name\r\n--x--", .noName),
            ("--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--", .noName),
            ("--x\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n\r\n--x--", .noName),
            ("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nabc", .unfinished),
            ("--x\r\n" + String(repeating: "a", count: 9_000), .longHeader),
            (String(repeating: part("a"), count: 1_000) + "--x--", .tooManyParts),
        ] as [(String, MultipartParser.Fault)])
    func damaged(text: String, fault: MultipartParser.Fault) {
        #expect(throws: fault) { try parts(text) }
    }

    @Test("Needs a boundary of a length that there can be")
    func boundaries() throws {
        for type in [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"",
        ] {
            #expect(throws: MultipartParser.Fault.noBoundary) { try MultipartParser(contentType: type) }
        }
        let long = String(repeating: "b", count: 71)
        #expect(throws: MultipartParser.Fault.noBoundary) {
            try MultipartParser(contentType: "multipart/form-data; boundary=\(long)")
        }
        _ = try MultipartParser(contentType: "multipart/form-data; BOUNDARY=\"a b\"; charset=x")
    }

    @Test("Keeps no more than a piece in memory, however long a file is")
    func memory() throws {
        var parser = try MultipartParser(contentType: "multipart/form-data; boundary=x")
        var count = 0
        _ = try parser.take(Array(Self.part("file").utf8.dropLast(2)))
        for _ in 1...100 {
            for piece in try parser.take([UInt8](repeating: 13, count: 65_536)) {
                if case .bytes(let bytes) = piece { count += bytes.count }
            }
        }
        #expect(100 * 65_536 - count < 100)
    }

    private static func part(_ name: String) -> String {
        "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\r\n"
    }
}

@Suite("A header field's parameters")
struct HeaderParameterTests {
    @Test(
        "Are read as browsers write them",
        arguments: [
            ("form-data; name=\"a\"; filename=\"b;c.txt\"", ["name": "a", "filename": "b;c.txt"]),
            (
                "form-data; name=a ; filename= \"C:\\dir\\a.txt\"",
                ["name": "a", "filename": "C:\\dir\\a.txt"]
            ),
            ("form-data; name=\"a\\\"b\"; NAME=\"c\"", ["name": "a\"b"]),
            ("form-data; name=\"%0D%0Aa%22\"", ["name": "  a\""]),
            ("form-data; name=\"open", ["name": "open"]),
            ("form-data;;; =x; name", [:]), ("", [:]),
        ] as [(String, [String: String])])
    func read(field: String, parameters: [String: String]) {
        expectNoDifference(HeaderParameters.read(field).parameters, parameters)
    }
}
