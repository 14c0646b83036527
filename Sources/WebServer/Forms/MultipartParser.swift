// Forms with files, taken apart as their bytes come.

/// Reads multipart/form-data (RFC 7578; RFC 2046, section 5.1). It keeps no more than a piece and a
/// part's header in memory.
struct MultipartParser {
    /// What a part is called and is.
    struct Part: Equatable {
        let name: String
        /// What the sender calls the file; `nil` for a field's text.
        let fileName: String?
        let mediaType: String
    }

    /// What comes out, in order. A part ends where the next one begins.
    enum Piece: Equatable {
        case part(Part)
        case bytes([UInt8])
    }

    /// The closed list of what can be wrong with a form.
    enum Fault: Error, CaseIterable {
        case noBoundary
        case noName
        case longHeader
        case tooManyParts
        case unfinished
    }

    /// The most parts of a form.
    static let mostParts = 200
    /// The longest header of a part, in bytes.
    static let longestHeader = 8 * 1024

    private enum State { case preamble, header, content, epilogue }

    private let delimiter: [UInt8]
    private var state = State.preamble
    // A boundary stands at the beginning of a line, also of the first.
    private var buffer: [UInt8] = [13, 10]
    private var partCount = 0
    /// Bytes of the header's end that still stand before the part's own.
    private var skipped = 0

    /// - Parameter contentType: the request's header field.
    /// - Throws: ``Fault/noBoundary``.
    init(contentType: String) throws(Fault) {
        let (_, parameters) = HeaderParameters.read(contentType)
        guard let boundary = parameters["boundary"], (1...70).contains(boundary.utf8.count) else {
            throw .noBoundary
        }
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// Takes bytes in.
    ///
    /// - Returns: what became whole by them.
    mutating func take(_ bytes: some Sequence<UInt8>) throws(Fault) -> [Piece] {
        buffer += bytes
        var pieces: [Piece] = []
        while let piece = try step() {
            if let piece { pieces.append(piece) }
        }
        return pieces
    }

    /// Says that no more bytes come.
    func finish() throws(Fault) {
        guard state == .epilogue else { throw .unfinished }
    }

    /// - Returns: `nil` when more bytes are needed; a piece or nothing otherwise.
    private mutating func step() throws(Fault) -> Piece?? {
        switch state {
        case .preamble, .content: return try content()
        case .header: return try header()
        case .epilogue:
            buffer = []
            return nil
        }
    }

    private mutating func content() throws(Fault) -> Piece?? {
        let place = buffer.firstPlace(of: delimiter)
        // What may be the beginning of a boundary waits for the rest.
        guard let place, buffer.count >= place + delimiter.count + 2 else {
            let count = place ?? buffer.count - delimiter.count + 1
            guard count > 0 else { return nil }
            return .some(drop(count))
        }
        let piece = drop(place)
        let end = delimiter.count
        if buffer[end] == UInt8(ascii: "-"), buffer[end + 1] == UInt8(ascii: "-") {
            state = .epilogue
        } else {
            state = .header
            buffer.removeFirst(end)
        }
        return .some(piece)
    }

    /// Takes bytes from the buffer's beginning: a part's, or those in front of the first part.
    private mutating func drop(_ count: Int) -> Piece? {
        var bytes = buffer[..<count]
        let kept = state == .content ? bytes.dropFirst(min(skipped, count)) : []
        skipped -= min(skipped, count)
        bytes = kept
        let piece = bytes.isEmpty ? nil : Piece.bytes(Array(bytes))
        buffer.removeFirst(count)
        return piece
    }

    private mutating func header() throws(Fault) -> Piece?? {
        guard let place = buffer.prefix(Self.longestHeader + 4).firstPlace(of: [13, 10, 13, 10]) else {
            guard buffer.count <= Self.longestHeader else { throw .longHeader }
            return nil
        }
        let lines = String(decoding: buffer[..<place], as: UTF8.self).split(separator: "\r\n")
        // The line end before a boundary that follows at once belongs to the boundary.
        buffer.removeFirst(place + 2)
        partCount += 1
        guard partCount <= Self.mostParts else { throw .tooManyParts }
        var fields: [String: String] = [:]
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = String(line[line.index(after: colon)...])
        }
        let (kind, parameters) = HeaderParameters.read(fields["content-disposition"] ?? "")
        guard kind == "form-data", let name = parameters["name"] else { throw .noName }
        state = .content
        skipped = 2
        return .some(
            .part(
                Part(
                    name: name, fileName: parameters["filename"],
                    mediaType: HeaderParameters.read(fields["content-type"] ?? "").value)))
    }

}

extension Sequence where Self: RandomAccessCollection, Element == UInt8, Index == Int {
    /// Where a run of bytes stands first, counted from the beginning.
    fileprivate func firstPlace(of run: [UInt8]) -> Int? {
        guard let first = run.first, count >= run.count else { return nil }
        let last = endIndex - run.count
        var place = startIndex
        while place <= last {
            guard let next = self[place...last].firstIndex(of: first) else { return nil }
            if self[next..<next + run.count].elementsEqual(run) { return next - startIndex }
            place = next + 1
        }
        return nil
    }
}
