// The inline part of rewriting: what counts as text, and what stands there.

extension SourceRewriter {
    /// Rewrites the text of one block.
    ///
    /// - Parameter source: all of the text that it stands in.
    mutating func inlines(_ text: Bytes, of source: Bytes) {
        var index = 0
        while index < text.count {
            switch text[index] {
            case ASCII.backslash: copy(text, &index, to: index + 2)
            case ASCII.backtick: copy(text, &index, to: Self.endOfCode(text, index))
            case ASCII.less: copy(text, &index, to: Self.endOfTag(text, index) ?? index + 1)
            case ASCII.openBrace:
                if let name = Placeholder.name(in: text, at: index), !name.isSnippet,
                    let value = rewriting.variables[name.name]
                {
                    write(value)
                    index = name.end
                } else {
                    copy(text, &index, to: index + 1)
                }
            case ASCII.openBracket: footnote(text, &index, of: source)
            case ASCII.closeBracket: destination(text, &index)
            default:
                var end = index + 1
                while end < text.count, !Self.marks[Int(text[end])] { end += 1 }
                copy(text, &index, to: end)
            }
        }
    }

    /// The bytes that may mean something.
    private static let marks: [Bool] = {
        var marks = [Bool](repeating: false, count: 256)
        for byte in "\\`<{[]".utf8 { marks[Int(byte)] = true }
        return marks
    }()

    private mutating func copy(_ text: Bytes, _ index: inout Int, to end: Int) {
        let end = min(end, text.count)
        out += text[index..<end]
        index = end
    }

    /// Where a code span ends that begins with these backticks (CommonMark 0.30, section 6.1); where
    /// the backticks end if it has no end.
    private static func endOfCode(_ text: Bytes, _ start: Int) -> Int {
        func run(_ start: Int) -> Int { text[start...].prefix { $0 == ASCII.backtick }.count }
        let length = run(start)
        var index = start + length
        while index < text.count {
            guard text[index] == ASCII.backtick else {
                index += 1
                continue
            }
            let other = run(index)
            index += other
            if other == length { return index }
        }
        return start + length
    }

    /// Where raw HTML or an address in pointed brackets ends; `nil` for a sign of its own.
    private static func endOfTag(_ text: Bytes, _ start: Int) -> Int? {
        if text.hasPrefix("<!--", at: start) {
            var index = start + 4
            while index < text.count, !text.hasPrefix("-->", at: index) { index += 1 }
            return index < text.count ? index + 3 : nil
        }
        guard let close = text[start...].firstIndex(of: ASCII.greater) else { return nil }
        let tag = text.slice(start, close + 1)
        let isAddress = tag.count > 3 && tag.contains { $0 == ASCII.colon || $0 == ASCII.at }
        if isAddress, !tag.contains(where: \.isSpace), tag[1].isAlphanumeric { return close + 1 }
        return HTMLTag.standsAlone(in: tag) ? close + 1 : nil
    }

    /// A footnote of a snippet takes its name along: the page may have another one of that label.
    private mutating func footnote(_ text: Bytes, _ index: inout Int, of source: Bytes) {
        let start = index + 2
        guard let snippet = around.last, text.hasPrefix("[^", at: index),
            let end = text[start...].firstIndex(of: ASCII.closeBracket), end > start,
            !text[start..<end].contains(where: \.isSpace),
            source.string.contains("\(text.slice(index, end + 1).string):")
        else { return copy(text, &index, to: index + 1) }
        copy(text, &index, to: end)
        out += Array("-\(snippet)".utf8)
    }

    /// What stands behind a closing bracket: `(destination` of a link, or `: destination` of the
    /// definition of a reference.
    private mutating func destination(_ text: Bytes, _ index: inout Int) {
        copy(text, &index, to: index + 1)
        let isDefinition = !text.hasPrefix("(", at: index)
        if text.hasPrefix("(", at: index) {
            copy(text, &index, to: index + 1)
        } else if text.hasPrefix(": ", at: index) {
            copy(text, &index, to: index + 2)
        } else {
            return
        }
        let isPointed = index < text.count && text[index] == ASCII.less
        let start = isPointed ? index + 1 : index
        var end = start
        var open = 0
        scan: while end < text.count {
            switch text[end] {
            case ASCII.greater where isPointed: break scan
            case ASCII.lineFeed, ASCII.carriageReturn: break scan
            case ASCII.space, ASCII.tab: if !isPointed { break scan }
            case ASCII.openParenthesis: open += 1
            case ASCII.closeParenthesis:
                if !isPointed, open == 0 { break scan }
                open -= 1
            default: break
            }
            end += 1
        }
        let written = text.slice(start, end)
        let filled = fill(written)
        if let address = rewriting.destination(filled, around.last) {
            if address.isEmpty, !isDefinition { return leaveWords(text, &index, behind: end) }
            if address.isEmpty {
                // Its title may say what readers are not to know, too.
                out += [ASCII.less, ASCII.greater]
                index = text[end...].firstIndex(of: ASCII.lineFeed) ?? text.count
                return
            }
            // What is an address has no space in it, so it needs no brackets.
            out += Array(address.utf8)
            index = isPointed && end < text.count ? end + 1 : end
        } else if filled != written.string {
            if isPointed { out.append(ASCII.less) }
            out += Array(filled.utf8)
            index = end
        }
    }

    /// Takes brackets and destination away around a link's words or an image's description.
    ///
    /// - Parameter end: where the destination ends.
    private mutating func leaveWords(_ text: Bytes, _ index: inout Int, behind end: Int) {
        index = end
        guard let close = Self.endOfLink(text, end), let open = openBracket() else { return }
        out.removeLast("](".utf8.count)
        out.remove(at: open)
        if open > 0, out[open - 1] == UInt8(ascii: "!") { out.remove(at: open - 1) }
        index = close + 1
    }

    /// The closing parenthesis of a link, behind its title.
    private static func endOfLink(_ text: Bytes, _ start: Int) -> Int? {
        var quote: UInt8?
        for index in start..<text.count where index == 0 || text[index - 1] != ASCII.backslash {
            let byte = text[index]
            if byte == quote {
                quote = nil
            } else if quote == nil, byte == ASCII.quote || byte == UInt8(ascii: "'") {
                quote = byte
            } else if quote == nil, byte == ASCII.closeParenthesis {
                return index
            }
        }
        return nil
    }

    /// Where the bracket was opened that was closed last.
    private func openBracket() -> Int? {
        guard let close = out.lastIndex(of: ASCII.closeBracket) else { return nil }
        var depth = 0
        for index in stride(from: close, through: 0, by: -1) {
            if index > 0, out[index - 1] == ASCII.backslash { continue }
            if out[index] == ASCII.closeBracket { depth += 1 }
            if out[index] == ASCII.openBracket { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// A destination with its variables filled in.
    private func fill(_ words: Bytes) -> String {
        var filled: [UInt8] = []
        var index = 0
        while index < words.count {
            if words[index] == ASCII.openBrace, let name = Placeholder.name(in: words, at: index),
                !name.isSnippet, let value = rewriting.variables[name.name]
            {
                filled += Array(value.utf8)
                index = name.end
            } else {
                filled.append(words[index])
                index += 1
            }
        }
        return String(decoding: filled, as: UTF8.self)
    }

    /// Writes a variable's value: text, never Markdown, and one line of it.
    private mutating func write(_ value: String) {
        let isLineStart = out.last.map { $0 == ASCII.lineFeed } ?? true
        var before: UInt8 = ASCII.space
        for (number, byte) in value.utf8.enumerated() {
            let isLineEnd = byte == ASCII.lineFeed || byte == ASCII.carriageReturn
            let opensBlock = number == 0 && isLineStart && "#-+>=|:~".utf8.contains(byte)
            // An underscore within a word is plain text (CommonMark 0.30, section 6.2).
            let isMark = "\\*`<[~{|".utf8.contains(byte) || byte == ASCII.underscore && !before.isAlphanumeric
            if isMark || opensBlock { out.append(ASCII.backslash) }
            out.append(isLineEnd ? ASCII.space : byte)
            before = byte
        }
    }
}
