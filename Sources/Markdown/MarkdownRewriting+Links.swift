// The short way through a text in which nothing is rewritten but the destinations of plain links.

internal import Glibc

extension MarkdownRewriting {
    /// A text without variables and snippets, rewritten without a look at its blocks: five times as
    /// fast. Only what is known to be links can be told from code in this way.
    ///
    /// - Parameter uses: how many links and images of the rendered text have each destination that
    ///   gets another one.
    /// - Returns: `nil` where some `](…)` may be something else than one of those links, so that the
    ///   whole text has to be looked at.
    public func links(of source: ArraySlice<UInt8>, _ uses: [String: Int]) -> [UInt8]? {
        source.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return [] }
            var left = uses
            var copy: [UInt8] = []
            copy.reserveCapacity(text.count + 256)
            var copied = 0
            var index = 0
            while let found = memchr(base + index, CInt(ASCII.closeBracket), text.count - index) {
                index = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
                guard index < text.count else { break }
                if text[index] == ASCII.colon { return nil }
                guard text[index] == ASCII.openParenthesis else { continue }
                guard let end = Self.endOfPlainDestination(text, from: index + 1) else { return nil }
                let written = text.slice(index + 1, end).string
                guard let count = left[written] else { continue }
                guard count > 0, let address = destination(written, nil), !address.isEmpty else { return nil }
                left[written] = count - 1
                copy += text[copied..<(index + 1)]
                copy += Array(address.utf8)
                copied = end
                index = end
            }
            guard left.values.allSatisfy({ $0 == 0 }) else { return nil }
            copy += text[copied...]
            return copy
        }
    }

    /// Where a destination ends that begins right behind its parenthesis and has neither brackets of
    /// any kind nor escapes nor spaces in it; `nil` for every other.
    private static func endOfPlainDestination(_ text: Bytes, from start: Int) -> Int? {
        var end = start
        while end < text.count {
            switch text[end] {
            case ASCII.closeParenthesis: return end
            case ASCII.space, ASCII.tab:
                return end > start && text.count > end + 1 && text[end + 1] == ASCII.quote ? end : nil
            case ASCII.less, ASCII.openParenthesis, ASCII.backslash, ASCII.lineFeed, ASCII.carriageReturn,
                ASCII.openBracket:
                return nil
            default: end += 1
            }
        }
        return nil
    }
}
