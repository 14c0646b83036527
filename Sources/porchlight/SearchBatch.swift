// Many queries answered in one process.

import FoundationEssentials
import Glibc
import SearchIndex

/// Queries from a file of JSON lines, and their answers as JSON lines.
struct SearchBatch {
    /// What a query is known by: given back as it came.
    private enum Identifier: Codable {
        case text(String)
        case number(Int)
        case fraction(Double)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self = .text(text)
            } else if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .fraction(try value.decode(Double.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            switch self {
            case .text(let text): try value.encode(text)
            case .number(let number): try value.encode(number)
            case .fraction(let number): try value.encode(number)
            }
        }
    }

    private struct Query: Decodable {
        let id: Identifier
        let text: String
    }

    private struct Line: Encodable {
        struct Answer: Encodable {
            let source: String
            let url: String
            let anchor: String
            let score: Int
            let confidence: Double
        }

        let id: Identifier
        let milliseconds: Double
        let answers: [Answer]
    }

    let file: String
    let limit: Int

    /// Answers every query in the order of the file.
    ///
    /// - Throws: `CleanFailure` at the end, with all lines that hold no query; the others are answered.
    func run(_ reader: SearchReader) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var faults: [String] = []
        let lines = try bytes().split(separator: 0x0A, omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated()
        where !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
            guard let query = try? JSONDecoder().decode(Query.self, from: Data(line)) else {
                faults.append("\(name):\(number + 1): expected an object {\"id\": …, \"text\": …}.")
                continue
            }
            print(String(decoding: try encoder.encode(try answer(query, reader)), as: UTF8.self))
        }
        guard faults.isEmpty else { throw CleanFailure(faults.joined(separator: "\n")) }
    }

    private func answer(_ query: Query, _ reader: SearchReader) throws -> Line {
        let clock = ContinuousClock()
        let start = clock.now
        let answers = try reader.search(query.text, limit: limit).answers
        let milliseconds = (clock.now - start) / .milliseconds(1)
        return Line(
            id: query.id, milliseconds: (milliseconds * 1000).rounded() / 1000,
            answers: answers.map {
                Line.Answer(
                    source: $0.source, url: $0.url, anchor: $0.anchor, score: $0.score,
                    confidence: $0.confidence)
            })
    }

    private var isInput: Bool { file == "-" || file == "/dev/stdin" }
    private var name: String { isInput ? "standard input" : file }

    /// All of the file, which may be a pipe and then tells no size.
    private func bytes() throws -> [UInt8] {
        let descriptor = isInput ? dup(STDIN_FILENO) : open(file, O_RDONLY)
        guard descriptor >= 0 else { throw CleanFailure("\(name) cannot be read.") }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CleanFailure("\(name) cannot be read.") }
            if count == 0 { break }
            bytes += part[..<count]
        }
        // Some editors begin a file with a mark of its encoding.
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }
}
