// Back from what cmark saw to what was written: tokens put back, variables filled in.

internal import CCmark

extension HTMLRenderer {
    /// Text as it was written, for code and HTML. It lives until the next call.
    mutating func restored(_ words: Bytes) -> Bytes {
        guard hasTokens, words.contains(InlineToken.lead) else { return words }
        scratch.truncate(to: 0)
        unpack(words, isText: false)
        return scratch.bytes
    }

    /// An address or a title: escapes are resolved as cmark would have, variables filled in.
    mutating func filled(_ words: Bytes, _ node: OpaquePointer) -> String {
        if hasTokens {
            scratch.truncate(to: 0)
            unpack(words, isText: true)
            if !hasVariables { return scratch.string() }
            let unpacked = scratch.string()
            var copy = unpacked
            return copy.withUTF8 { fill($0, node) }
        }
        return hasVariables ? fill(words, node) : words.string
    }

    private mutating func unpack(_ words: Bytes, isText: Bool) {
        var start = 0
        var index = 0
        while index < words.count {
            guard let frame, words[index] == InlineToken.lead,
                let found = InlineToken.read(words, at: index),
                found.number < frame.prepared.tokens.count
            else {
                index += 1
                continue
            }
            scratch.append(words.slice(start, index))
            let token = frame.prepared.tokens[found.number]
            let isResolved = isText && token.kind == .escape
            scratch.append(
                frame.prepared.source.slice(
                    token.range.lowerBound + (isResolved ? 1 : 0), token.range.upperBound))
            index = found.end
            start = index
        }
        scratch.append(words.slice(start, words.count))
    }

    private mutating func fill(_ words: Bytes, _ node: OpaquePointer) -> String {
        var filled = ByteBuffer(capacity: words.count + 64)
        var start = 0
        var index = 0
        while index < words.count {
            guard words[index] == ASCII.openBrace,
                let name = Placeholder.name(in: words, at: index), !name.isSnippet
            else {
                index += 1
                continue
            }
            filled.append(words.slice(start, index))
            filled.append(value(of: name, words.slice(index, name.end), node))
            index = name.end
            start = index
        }
        filled.append(words.slice(start, words.count))
        return filled.string()
    }
}
