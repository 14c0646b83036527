// Many queries answered in one process.

import FoundationEssentials
import SearchIndex

/// Queries from a file of JSON lines, and their answers as JSON lines.
struct SearchBatch {
    private struct Query: Decodable {
        let id: String
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

        let id: String
        let milliseconds: Double
        let answers: [Answer]
    }

    let file: String
    let limit: Int

    /// Answers every query in the order of the file.
    func run(_ reader: SearchReader) throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CleanFailure("\(file) cannot be read.")
        }
        let decoder = JSONDecoder()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let clock = ContinuousClock()
        for (number, line) in bytes.split(separator: 0x0A).enumerated() {
            guard let query = try? decoder.decode(Query.self, from: line) else {
                throw CleanFailure("\(file):\(number + 1): expected an object {\"id\": …, \"text\": …}.")
            }
            let start = clock.now
            let answers = try reader.search(query.text, limit: limit).answers
            let milliseconds = (clock.now - start) / .milliseconds(1)
            let output = Line(
                id: query.id, milliseconds: (milliseconds * 1000).rounded() / 1000,
                answers: answers.map {
                    Line.Answer(
                        source: $0.source, url: $0.url, anchor: $0.anchor, score: $0.score,
                        confidence: $0.confidence)
                })
            print(String(decoding: try encoder.encode(output), as: UTF8.self))
        }
    }
}
