// GFM's extended autolinks: where a bare address begins and ends.

/// Bare addresses in text (GFM 0.29, section 6.9), by the same steps as cmark-gfm's `autolink.c`.
enum Autolink {
    /// The `http://`, `https://` or `ftp://` address whose colon stands at `colon`.
    static func web(_ text: Bytes, at colon: Int) -> Range<Int>? {
        guard text.hasPrefix("://", at: colon) else { return nil }
        var start = colon
        while start > 0, text[start - 1].isLetter { start -= 1 }
        let scheme = colon - start
        let isKnown =
            scheme == 4 && text.hasCaselessPrefix("http", at: start)
            || scheme == 5 && text.hasCaselessPrefix("https", at: start)
            || scheme == 3 && text.hasCaselessPrefix("ftp", at: start)
        guard isKnown, let domain = domainEnd(text, from: colon + 3, needsPeriod: false) else { return nil }
        let end = trimmedEnd(text, start, addressEnd(text, from: domain))
        return end > colon + 3 ? start..<end : nil
    }

    /// The address that begins with `www.` at `start`.
    static func site(_ text: Bytes, at start: Int) -> Range<Int>? {
        guard text.hasPrefix("www.", at: start) else { return nil }
        if start > 0, !text[start - 1].isSpace, !"*_~(".utf8.contains(text[start - 1]) { return nil }
        guard let domain = domainEnd(text, from: start, needsPeriod: true) else { return nil }
        let end = trimmedEnd(text, start, addressEnd(text, from: domain))
        return end > start + 4 ? start..<end : nil
    }

    /// The mail address around the `@` at `at`, not before `limit`, and whether a scheme is part
    /// of it. Where it is none, how far the search may skip.
    static func mail(_ text: Bytes, at: Int, after limit: Int) -> (range: Range<Int>, hasScheme: Bool)? {
        var start = at
        var hasScheme = false
        var isXMPP = false
        while start > limit {
            let byte = text[start - 1]
            if byte.isAlphanumeric || byte == ASCII.period || byte == ASCII.plus || byte == ASCII.hyphen
                || byte == ASCII.underscore
            {
                start -= 1
            } else if byte == ASCII.colon, let scheme = scheme(text, endingAt: start, limit) {
                hasScheme = true
                isXMPP = scheme == 5
                start -= scheme
                break
            } else {
                break
            }
        }
        guard start < at else { return nil }
        guard let end = mailEnd(text, at, isXMPP: isXMPP) else { return nil }
        let trimmed = trimmedEnd(text, at, end)
        return trimmed > at ? (start..<trimmed, hasScheme) : nil
    }

    /// The length of `mailto:` or `xmpp:` that ends before `end` and begins a word.
    private static func scheme(_ text: Bytes, endingAt end: Int, _ limit: Int) -> Int? {
        for (name, length) in [("mailto:" as StaticString, 7), ("xmpp:", 5)] {
            let start = end - length
            guard start >= limit, text.hasPrefix(name, at: start) else { continue }
            if start == 0 || !text[start - 1].isAlphanumeric { return length }
        }
        return nil
    }

    private static func mailEnd(_ text: Bytes, _ at: Int, isXMPP: Bool) -> Int? {
        var end = at + 1
        var periods = 0
        while end < text.count {
            let byte = text[end]
            if byte.isAlphanumeric || byte == ASCII.hyphen || byte == ASCII.underscore {
                end += 1
            } else if byte == ASCII.period, end + 1 < text.count, text[end + 1].isAlphanumeric {
                periods += 1
                end += 1
            } else if byte == ASCII.slash, isXMPP {
                end += 1
            } else if byte == ASCII.at {
                return nil
            } else {
                break
            }
        }
        guard periods > 0, text[end - 1].isLetter || text[end - 1] == ASCII.period else { return nil }
        return end
    }

    /// Where the host ends. The last two parts of a host have no underscore, unless the host has
    /// so many parts that looking for one again and again would take long (cmark-gfm's limit).
    private static func domainEnd(_ text: Bytes, from start: Int, needsPeriod: Bool) -> Int? {
        var index = start
        var periods = 0
        var underscores = (0, 0)
        while index < text.count {
            let byte = text[index]
            if byte == ASCII.underscore {
                underscores.1 += 1
            } else if byte == ASCII.period {
                underscores = (underscores.1, 0)
                periods += 1
            } else if byte < 0x80 {
                guard byte.isAlphanumeric || byte == ASCII.hyphen else { break }
            } else if byte & 0xC0 != 0x80 {
                let scalar = text.scalar(at: index)
                guard !scalar.isMarkdownSpace, !scalar.isMarkdownPunctuation else { break }
            }
            index += 1
        }
        guard index > start, text[start] != ASCII.period, text[start] != ASCII.hyphen else { return nil }
        if underscores.0 > 0 || underscores.1 > 0, periods <= 10 { return nil }
        return needsPeriod && periods == 0 ? nil : index
    }

    private static func addressEnd(_ text: Bytes, from start: Int) -> Int {
        var end = start
        while end < text.count, !text[end].isSpace, text[end] != ASCII.less { end += 1 }
        return end
    }

    /// Leaves out what more likely ends the sentence than the address.
    private static func trimmedEnd(_ text: Bytes, _ start: Int, _ end: Int) -> Int {
        var end = end
        var surplus = 0
        for index in start..<end {
            if text[index] == ASCII.openParenthesis { surplus -= 1 }
            if text[index] == ASCII.closeParenthesis { surplus += 1 }
        }
        while end > start {
            switch text[end - 1] {
            case ASCII.closeParenthesis:
                if surplus <= 0 { return end }
                surplus -= 1
                end -= 1
            case ASCII.question, ASCII.exclamation, ASCII.period, 0x2C, ASCII.colon, ASCII.asterisk,
                ASCII.underscore, ASCII.tilde, ASCII.apostrophe, ASCII.quote:
                end -= 1
            case ASCII.semicolon:
                var entity = end - 2
                while entity > start, text[entity].isLetter { entity -= 1 }
                end = entity < end - 2 && text[max(entity, start)] == ASCII.ampersand ? entity : end - 1
            default: return end
            }
        }
        return end
    }
}
