// What is answered when somebody asks for a file: whole, packed, a part, or "you have it already".

internal import HTTPTypes
internal import Hummingbird

extension SiteFile {
    /// The answer to a request for this file (RFC 9110, sections 13 and 14).
    func response(to fields: HTTPFields) -> Response {
        var headers: HTTPFields = [
            .contentType: type, .acceptRanges: "bytes",
            // What lies in assets/ has its content's hash in its name and never changes.
            .cacheControl: isImmutable ? "public, max-age=31536000, immutable" : "no-cache",
        ]
        if compressed != nil { headers[.vary] = "Accept-Encoding" }
        let range = fields[.range].flatMap { isRangeValid(fields) ? $0 : nil }
        let packed = range == nil && Self.acceptsGzip(fields[.acceptEncoding]) ? compressed : nil
        headers[.eTag] = packed == nil ? "\"\(tag)\"" : "\"\(tag).gz\""
        if let known = fields[.ifNoneMatch], matches(known) {
            headers[.contentType] = nil
            var response = Response(status: .notModified, headers: headers)
            // It would be the length of what is not sent (RFC 9110, section 8.6).
            response.headers[.contentLength] = nil
            return response
        }
        if let packed {
            headers[.contentEncoding] = "gzip"
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: packed))
        }
        let length = bytes.readableBytes
        switch ByteRange(range, length: length) {
        case .whole: return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(length)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        case .part(let part):
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(length)"
            let slice = bytes.getSlice(at: bytes.readerIndex + part.lowerBound, length: part.count)
            return Response(
                status: .partialContent, headers: headers,
                body: ResponseBody(byteBuffer: slice ?? ByteBuffer()))
        }
    }

    /// Whether a part may be sent: of the file that the reader has begun to load, if it says which.
    private func isRangeValid(_ fields: HTTPFields) -> Bool {
        fields[.ifRange].map { $0 == "\"\(tag)\"" } ?? true
    }

    /// Whether the reader has this content already, packed or not.
    private func matches(_ field: String) -> Bool {
        field.split(separator: ",").contains { part in
            let known = part.trimmingPrefix { $0 == " " }
            return known == "*" || known.contains("\"\(tag)\"") || known.contains("\"\(tag).gz\"")
        }
    }

    /// Whether a reader takes gzip (RFC 9110, section 12.5.3).
    static func acceptsGzip(_ field: String?) -> Bool {
        guard let field else { return false }
        return field.lowercased().split(separator: ",").contains { part in
            let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let coding = words.first, coding == "gzip" || coding == "*" else { return false }
            // A weight of nothing, with up to three digits behind the point.
            return !words.dropFirst().contains { $0.hasPrefix("q=0") && $0.allSatisfy("q=0.".contains) }
        }
    }
}
