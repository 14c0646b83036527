// The places in a rendered text that links can lead to, beside its headings.

internal import Glibc
internal import Markdown

/// Finds `id` and `name` attributes.
enum HTMLAnchors {
    /// The values of all attributes `id` and `name`, each once, in their order, without the ids of
    /// headings. Text is not mistaken for them, because quotes in text are escaped.
    static func find(in html: [UInt8], apartFrom headings: [Heading]) -> [String] {
        var places: [Range<Int>] = []
        return html.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return [] }
            var start = 0
            // memchr looks at many bytes at once; this runs over every page of a site.
            while let match = memchr(base + start, CInt(UInt8(ascii: "=")), bytes.count - start) {
                let equals = UnsafeRawPointer(match) - base
                start = equals + 1
                guard start < bytes.count, bytes[start] == UInt8(ascii: "\""), isAnchor(bytes, equals),
                    let quote = memchr(base + start + 1, CInt(UInt8(ascii: "\"")), bytes.count - start - 1)
                else { continue }
                let end = UnsafeRawPointer(quote) - base
                places.append((start + 1)..<end)
                start = end
            }
            // Most pages have no more than those of their headings.
            guard places.count > headings.count else { return [] }
            var known = Set(headings.map(\.id))
            return places.map { String(decoding: bytes[$0], as: UTF8.self) }
                .filter { known.insert($0).inserted }
        }
    }

    /// Whether the name before an equals sign is `id` or `name`.
    private static func isAnchor(_ bytes: UnsafeRawBufferPointer, _ equals: Int) -> Bool {
        guard let base = bytes.baseAddress, equals >= 3 else { return false }
        func isNamed(_ name: StaticString) -> Bool {
            let length = name.utf8CodeUnitCount
            return equals >= length && memcmp(base + equals - length, name.utf8Start, length) == 0
        }
        return isNamed(" id") || isNamed(" name")
    }
}
