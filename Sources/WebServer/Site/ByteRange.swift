// Which part of a file a request asks for.

/// A request's `Range` (RFC 9110, section 14.2) for a file of known length.
enum ByteRange: Equatable {
    /// No range was asked for, or one that is not understood: the whole file is the answer.
    case whole
    /// The bytes asked for, as far as there are any.
    case part(Range<Int>)
    /// Nothing of what was asked for is there: status 416.
    case unsatisfiable

    /// Reads the field. Several ranges at once are answered with the whole file, as the standard
    /// allows.
    init(_ field: String?, length: Int) {
        guard let field, field.utf8.count <= 64, let equals = field.firstIndex(of: "="),
            field[..<equals].lowercased() == "bytes"
        else {
            self = .whole
            return
        }
        let ends = field[field.index(after: equals)...].split(
            separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) }) else {
            self = .whole
            return
        }
        switch (Int(ends[0]), Int(ends[1])) {
        case (nil, nil): self = .whole
        case (nil, let count?) where ends[0].isEmpty:
            self = count == 0 || length == 0 ? .unsatisfiable : .part(max(0, length - count)..<length)
        case (let first?, nil) where ends[1].isEmpty:
            self = first < length ? .part(first..<length) : .unsatisfiable
        case (let first?, let last?):
            guard first <= last else {
                self = .whole
                return
            }
            self = first < length ? .part(first..<min(last, length - 1) + 1) : .unsatisfiable
        default: self = .whole
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
