// A file of examples: JSON, an object a line.

internal import FoundationEssentials

/// Reads files of lines such as `{"text": "Where is my refund?", "label": "billing"}`.
public enum ExampleFile {
    /// A file of examples cannot be used.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        /// Everything that is wrong: `file:line: what, and what to do`, in the order of the file.
        public let complaints: [String]

        /// The complaints, a line each.
        public var description: String { complaints.joined(separator: "\n") }
    }

    private struct Line: Decodable {
        let text: String
        let label: String?
    }

    /// The examples of a file; empty lines are passed over, an empty or missing label is none.
    ///
    /// - Throws: ``Failure`` with all that is wrong, at once.
    public static func read(path: String) throws -> [LabelledText] {
        let contents: Data
        do {
            contents = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw Failure(complaints: ["\(path): the file cannot be read: is there one, and may you read it?"]
            )
        }
        return try read(contents, path: path)
    }

    /// The examples of a file's bytes.
    static func read(_ contents: some DataProtocol, path: String) throws -> [LabelledText] {
        let decoder = JSONDecoder()
        var examples: [LabelledText] = []
        var complaints: [String] = []
        for (place, bytes) in Array(contents).split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        {
            guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
            do {
                let line = try decoder.decode(Line.self, from: Data(bytes))
                examples.append(LabelledText(text: line.text, label: line.label == "" ? nil : line.label))
            } catch {
                complaints.append("\(path):\(place + 1): \(reason(error))")
            }
        }
        guard complaints.isEmpty else { throw Failure(complaints: complaints) }
        return examples
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "there is no “\(key.stringValue)”: write one."
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            context.codingPath.last.map { "“\($0.stringValue)” is not text: write it in quotation marks." }
                ?? "the line is not an object: write {\"text\": \"…\", \"label\": \"…\"}."
        default: "the line is not JSON: write {\"text\": \"…\", \"label\": \"…\"}."
        }
    }
}
