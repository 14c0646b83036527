// Pieces of text that cmark must not look into, replaced by tokens; brackets counted.

extension BlockPass {
    /// Text that is one line of a cell or a title: written whole, a bar without its backslash.
    mutating func writeCell(_ start: Int, _ end: Int) {
        openBrackets = 0
        copied = start
        rewrite(start, end, isCell: true)
        copy(upTo: end)
    }

    /// Text of a paragraph or heading; it stays where it is unless a token is needed.
    mutating func writeInlines(_ start: Int, _ end: Int) {
        guard !traits.isDisjoint(with: [.footnotes, .escapes, .oddAddresses, .tokenBytes, .suspicious])
        else { return }
        rewrite(start, end, isCell: false)
    }

    private mutating func rewrite(_ start: Int, _ end: Int, isCell: Bool) {
        var index = start
        // Where the last address ended, so that none is looked at twice.
        var seen = start
        while index < end {
            switch text[index] {
            case ASCII.backslash:
                escape(index, end, isCell: isCell)
                index += 2
            case ASCII.openBracket:
                index = bracket(index, end)
            case ASCII.closeBracket:
                openBrackets = max(0, openBrackets - 1)
                index += 1
            case ASCII.colon where traits.contains(.oddAddresses) && index >= seen:
                let found = Autolink.web(text.slice(start, end), at: index - start)
                if let found { seen = start + found.upperBound }
                index = address(found, start, end) ?? index + 1
            case 0x77 where traits.contains(.oddAddresses) && index >= seen:
                let found = Autolink.site(text.slice(start, end), at: index - start)
                if let found { seen = start + found.upperBound }
                index = address(found, start, end) ?? index + 1
            case InlineToken.lead where text.hasPrefix(InlineToken.open, at: index):
                replace(index..<index + InlineToken.width, with: .literal)
                index += InlineToken.width
            default: index &+= 1
            }
        }
    }

    private mutating func escape(_ index: Int, _ end: Int, isCell: Bool) {
        guard index + 1 < end else { return }
        switch text[index + 1] {
        case ASCII.bar where isCell:
            copy(upTo: index)
            copied = index + 1
        case ASCII.backslash where isCell && index + 2 < end && text[index + 2] == ASCII.bar:
            copy(upTo: index + 1)
            copied = index + 2
        case ASCII.tilde, ASCII.openBracket, ASCII.openBrace, ASCII.colon, ASCII.at, ASCII.period,
            ASCII.slash:
            guard traits.contains(.escapes) else { return }
            replace(index..<index + 2, with: .escape)
        default: break
        }
    }

    private mutating func bracket(_ index: Int, _ end: Int) -> Int {
        if traits.contains(.footnotes), let label = footnoteLabel(at: index, to: end),
            !isFollowedByAddress(label.upperBound + 1, end)
        {
            replace(index..<label.upperBound + 1, with: .footnote)
            return label.upperBound + 1
        }
        openBrackets += 1
        if openBrackets > Budget.openBrackets {
            exceed(
                .tooManyBrackets, at: index,
                "more than \(Budget.openBrackets) square brackets are open here; close them, or put a "
                    + "backslash before each.")
        }
        return index + 1
    }

    /// `[^1](address)` is a link, `[^1](some words)` is a footnote and a remark.
    private func isFollowedByAddress(_ start: Int, _ end: Int) -> Bool {
        guard start < end, text[start] == ASCII.openParenthesis else { return false }
        var index = start + 1
        while index < end, text[index] != ASCII.closeParenthesis {
            if text[index].isSpace { return false }
            index += 1
        }
        return index < end
    }

    /// Replaces a bare address, unless it is a link's destination or needs no token.
    private mutating func address(_ found: Range<Int>?, _ start: Int, _ end: Int) -> Int? {
        guard let found else { return nil }
        let range = start + found.lowerBound..<start + found.upperBound
        guard range.contains(where: { InlineToken.isOdd(text, at: $0) }), range.lowerBound >= copied
        else { return nil }
        // A backtick could end a code span that the address stands in.
        if text.slice(range.lowerBound, range.upperBound).contains(ASCII.backtick) { return nil }
        if range.lowerBound > start {
            let before = text[range.lowerBound - 1]
            if before == ASCII.less || before == ASCII.quote || before == ASCII.equals { return nil }
            if range.lowerBound > start + 1, text[range.lowerBound - 2] == ASCII.closeBracket,
                before == ASCII.openParenthesis
            {
                return nil
            }
            let head = text.slice(start, range.lowerBound).trimmed
            if head.count > 1, head[head.count - 1] == ASCII.colon, head[head.count - 2] == ASCII.closeBracket
            {
                return nil
            }
        }
        replace(range, with: .address)
        return range.upperBound
    }

    private mutating func replace(_ range: Range<Int>, with kind: InlineToken.Kind) {
        copy(upTo: range.lowerBound)
        out.append(InlineToken.open)
        out.append(number: number(of: range, kind))
        out.append(InlineToken.close)
        copied = range.upperBound
    }

    /// Equal pieces have equal numbers, so that link labels with them still match.
    private mutating func number(of range: Range<Int>, _ kind: InlineToken.Kind) -> Int {
        let next = prepared.tokens.count
        switch kind {
        case .escape:
            if let known = escapeTokens[text[range.lowerBound + 1]] { return known }
            escapeTokens[text[range.lowerBound + 1]] = next
        case .literal:
            if let known = escapeTokens[InlineToken.lead] { return known }
            escapeTokens[InlineToken.lead] = next
        case .footnote:
            let label = text.slice(range.lowerBound, range.upperBound).string
            if let known = footnoteTokens[label] { return known }
            footnoteTokens[label] = next
        case .address: break
        }
        prepared.tokens.append(InlineToken(kind: kind, range: range))
        return next
    }
}
