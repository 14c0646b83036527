// What a browser sends when a form is submitted.

internal import Hummingbird

/// The fields of a form (application/x-www-form-urlencoded; WHATWG URL, section 5.1).
///
/// Reading never fails: what is no UTF-8 becomes U+FFFD, so that no mistake of a browser's costs a
/// customer their text.
struct FormFields: Sendable {
    private var values: [String: String] = [:]

    init(_ body: some Sequence<UInt8>) {
        for pair in Array(body).split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decode(parts[0])
            add(name, parts.count > 1 ? Self.decode(parts[1]) : "")
        }
    }

    /// Adds a field, unless there is one of the name.
    mutating func add(_ name: String, _ text: String) {
        if values[name] == nil { values[name] = text }
    }

    /// Whether a field was sent.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// A field's text; `nil` when it was not sent. Of fields with one name the first counts.
    func get(_ name: String) -> String? { values[name] }

    /// A field's text; empty when it was not sent. Of fields with one name the first counts.
    subscript(name: String) -> String { values[name] ?? "" }

    private static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let high = digit(rest[rest.startIndex]),
                let low = digit(rest[rest.startIndex + 1])
            {
                decoded.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }
}

extension Request {
    /// What stands behind the question mark of its address: browsers write it like a form.
    var query: FormFields { FormFields((uri.query ?? "").utf8) }
}

extension WebServer {
    /// The form in a request's body.
    ///
    /// - Throws: `HTTPError` with status 400 when the body is no form, 413 when it is too long.
    func form(_ request: Request, _ context: DeskContext) async throws -> FormFields {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.isEmpty || type.hasPrefix("application/x-www-form-urlencoded") else {
            throw HTTPError(.badRequest)
        }
        let body = try await request.body.collect(upTo: context.maxUploadSize)
        return FormFields(body.readableBytesView)
    }
}
