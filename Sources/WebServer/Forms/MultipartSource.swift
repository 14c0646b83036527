// A form's parts, as a request brings them.

internal import Hummingbird

/// Hands a form's parts out one by one, and the bytes of each piece by piece.
actor MultipartSource {
    private var parser: MultipartParser
    private var body: RequestBody.AsyncIterator
    private var waiting: [MultipartParser.Piece] = []
    private var hasEnded = false
    /// How many bytes may still come.
    private var bytesLeft: Int

    /// - Parameter mostBytes: of the whole body.
    init(_ body: RequestBody, contentType: String, mostBytes: Int) throws(MultipartParser.Fault) {
        parser = try MultipartParser(contentType: contentType)
        self.body = body.makeAsyncIterator()
        bytesLeft = mostBytes
    }

    /// The next part, whatever is left of the one before; `nil` after the last.
    func nextPart() async throws -> MultipartParser.Part? {
        while let piece = try await next() {
            if case .part(let part) = piece { return part }
        }
        return nil
    }

    /// The next bytes of the part; `nil` when it is over.
    func nextBytes() async throws -> [UInt8]? {
        guard let piece = try await next() else { return nil }
        if case .bytes(let bytes) = piece { return bytes }
        waiting.insert(piece, at: 0)
        return nil
    }

    private func next() async throws -> MultipartParser.Piece? {
        while waiting.isEmpty, !hasEnded {
            // A property of an actor cannot be changed across an await; a copy of it can.
            var rest = body
            let bytes = try await rest.next(isolation: #isolation)
            body = rest
            guard let bytes else {
                hasEnded = true
                try parser.finish()
                break
            }
            bytesLeft -= bytes.readableBytes
            guard bytesLeft >= 0 else { throw HTTPError(.contentTooLarge) }
            waiting = try parser.take(bytes.readableBytesView)
        }
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }
}
