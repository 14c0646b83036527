// The digest by which a file is known.

/// The SHA-256 of a file's bytes, in hexadecimal; whoever stores the file computes it.
public struct ContentDigest: Sendable, Hashable, CustomStringConvertible {
    /// 64 digits, lower case.
    public let description: String

    /// Reads 64 hexadecimal digits in lower case; `nil` for anything else.
    public init?(_ text: String) {
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard text.utf8.count == 64, text.utf8.allSatisfy(isDigit) else { return nil }
        description = text
    }
}

extension ContentDigest: Codable {
    /// Reads the digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = ContentDigest(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no SHA-256")
        }
        self = digest
    }

    /// Writes the digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
