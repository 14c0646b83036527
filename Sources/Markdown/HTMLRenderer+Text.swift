// Text that extensions give a meaning to: strikethrough, keys, variables, bare addresses, tokens.

internal import CCmark

extension HTMLRenderer {
    /// Writes text and finds what only extensions know in it.
    mutating func richText(_ words: Bytes, _ node: OpaquePointer) {
        var start = 0
        var index = 0
        // Where the last address ended, for the next one cannot begin before.
        var limit = 0
        let table = classes.table
        while index < words.count {
            guard table[Int(words[index])] & TextClasses.syntax != 0 else {
                index &+= 1
                continue
            }
            let end: Int?
            switch words[index] {
            case ASCII.tilde: end = tildes(words, from: start, at: index, node)
            case ASCII.openBracket: end = key(words, from: start, at: index)
            case ASCII.openBrace: end = variable(words, from: start, at: index, node)
            case ASCII.colon where link == nil && image == nil:
                end = address(Autolink.web(words, at: index), words, from: start, node)
            case ASCII.colon: end = nil
            case ASCII.at: end = mail(words, from: start, at: index, after: limit, node)
            case InlineToken.lead: end = token(words, from: start, at: index, node)
            default: end = site(words, from: start, at: index, node)
            }
            if let end {
                start = end
                index = end
                limit = end
            } else {
                if words[index] == ASCII.at { limit = index + 1 }
                index += 1
            }
        }
        if start < words.count { emit(words.slice(start, words.count)) }
    }

    // Each of these writes what stands before the find, then the find, and says where it ends; or
    // nothing at all.

    private mutating func key(_ words: Bytes, from start: Int, at index: Int) -> Int? {
        guard hasFrames, image == nil, words.hasPrefix("[[", at: index) else { return nil }
        let first = index + 2
        var end = first + 1
        let limit = min(words.count - 1, first + Budget.nameBytes)
        while end < limit, !(words[end] == ASCII.closeBracket && words[end + 1] == ASCII.closeBracket) {
            if words[end] == ASCII.openBracket { return nil }
            end += 1
        }
        guard end < limit, !words[first].isSpace, !words[end - 1].isSpace else { return nil }
        emit(words.slice(start, index))
        write("<kbd>")
        emit(words.slice(first, end))
        write("</kbd>")
        return end + 2
    }

    private mutating func variable(
        _ words: Bytes, from start: Int, at index: Int, _ node: OpaquePointer
    ) -> Int? {
        guard hasVariables, let name = Placeholder.name(in: words, at: index) else { return nil }
        emit(words.slice(start, index))
        let source = words.slice(index, name.end)
        if name.isSnippet {
            let message = "a snippet stands in a paragraph of its own; put an empty line before and after it."
            report(.misplacedSnippet, source, at: node, message)
            emit(source)
        } else {
            let value = value(of: name, source, node)
            html.append(escaping: value)
            text.append(value)
        }
        return name.end
    }

    /// What a variable stands for; its own text when nobody knows.
    mutating func value(of name: Placeholder, _ source: Bytes, _ node: OpaquePointer) -> String {
        if let value = options.variables[name.name] { return value }
        let known = options.variables.keys.sorted().joined(separator: ", ")
        let advice =
            known.isEmpty
            ? "add it to the variables in site.yaml, or write \\{{ for two braces."
            : "the variables are \(known). Add it to site.yaml, or write \\{{ for two braces."
        report(.unknownVariable, source, at: node, "there is no variable “\(name.name)”; \(advice)")
        return source.string
    }

    private mutating func address(
        _ found: Range<Int>?, _ words: Bytes, from start: Int, _ node: OpaquePointer, scheme: String = ""
    ) -> Int? {
        guard let found, found.lowerBound >= start else { return nil }
        emit(words.slice(start, found.lowerBound))
        writeBareAddress(words.slice(found.lowerBound, found.upperBound), scheme: scheme, node)
        return found.upperBound
    }

    private mutating func site(
        _ words: Bytes, from start: Int, at index: Int, _ node: OpaquePointer
    ) -> Int? {
        guard words.hasPrefix("www.", at: index), link == nil, image == nil else { return nil }
        if index == 0, let before = cmark_node_previous(node) {
            switch cmark_node_get_type(before) {
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK, CMARK_NODE_EMPH, CMARK_NODE_STRONG: break
            default: return nil
            }
        }
        return address(Autolink.site(words, at: index), words, from: start, node, scheme: "http://")
    }

    private mutating func mail(
        _ words: Bytes, from start: Int, at index: Int, after limit: Int, _ node: OpaquePointer
    ) -> Int? {
        guard link == nil, image == nil,
            let found = Autolink.mail(words, at: index, after: max(start, limit))
        else { return nil }
        return address(found.range, words, from: start, node, scheme: found.hasScheme ? "" : "mailto:")
    }

    private mutating func token(
        _ words: Bytes, from start: Int, at index: Int, _ node: OpaquePointer
    ) -> Int? {
        guard let frame, let found = InlineToken.read(words, at: index),
            found.number < frame.prepared.tokens.count
        else { return nil }
        emit(words.slice(start, index))
        let token = frame.prepared.tokens[found.number]
        let source = frame.prepared.source.slice(token.range.lowerBound, token.range.upperBound)
        switch token.kind {
        case .escape: emit(source.slice(1, source.count))
        case .literal: emit(source)
        case .footnote: footnoteReference(source, node)
        case .address:
            if link == nil, image == nil {
                writeBareAddress(source, scheme: source[0] == 0x77 ? "http://" : "", node)
            } else {
                emit(source)
            }
        }
        return found.end
    }
}
