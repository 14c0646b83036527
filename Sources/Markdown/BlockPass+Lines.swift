// One line of the block pass: which blocks go on, which end, which begin.

extension BlockPass {
    mutating func process(_ start: LineCursor) {
        var cursor = start
        let matched = matchContainers(&cursor)
        let allMatched = matched == containers.count
        if allMatched, continueLeaf(cursor) { return }
        if !allMatched, leaf != .paragraph { endLeaf() }
        if cursor.isBlank {
            endLeaf()
            containers.removeSubrange(matched...)
            return
        }
        var place = Place(depth: matched, isOpened: false, inParagraph: leaf == .paragraph && allMatched)
        while true {
            if openLeaf(cursor, at: place) { return noteContent(upTo: containers.count) }
            guard let container = openContainer(&cursor, at: place) else { break }
            settle(at: place)
            containers.append(container)
            noteContent(upTo: containers.count - 1)
            place = Place(depth: place.depth + 1, isOpened: true, inParagraph: false)
            if containers.count > Budget.depth {
                return exceed(
                    .nestingTooDeep, at: cursor.offset,
                    "quotes and lists are nested more than \(Budget.depth) deep; take some levels out.")
            }
        }
        if leaf == .paragraph, !allMatched, !place.isOpened {
            return paragraphLine(cursor, .lazy)
        }
        writeText(cursor, at: place)
    }

    /// Where a line has got to: how many containers it is in, and what was open there.
    struct Place {
        var depth: Int
        /// Whether the line itself has opened a container.
        var isOpened: Bool
        /// Whether the line could go on with a paragraph without being lazy.
        var inParagraph: Bool
    }

    /// Closes what the line does not continue, before it opens something.
    mutating func settle(at place: Place) {
        guard !place.isOpened else { return }
        endLeaf()
        containers.removeSubrange(place.depth...)
    }

    /// What stands in the line after its containers have been opened: text, or nothing.
    private mutating func writeText(_ cursor: LineCursor, at place: Place) {
        if !place.isOpened, place.depth < containers.count { settle(at: place) }
        if cursor.isBlank { return }
        if leaf == .paragraph {
            paragraphLine(cursor, .continued)
        } else if cursor.isIndented {
            endLeaf()
            leaf = .indentedCode
        } else if case .table(let index) = leaf, tableRow(cursor, of: index) {
            return
        } else {
            endLeaf()
            paragraphLine(cursor, .first)
        }
        noteContent(upTo: containers.count)
    }

    /// Goes through the open containers as long as the line continues them.
    private func matchContainers(_ cursor: inout LineCursor) -> Int {
        var matched = 0
        for container in containers {
            switch container {
            case .quote:
                guard !cursor.isIndented, cursor.byte == ASCII.greater else { return matched }
                cursor.advance(bytes: cursor.nonspace - cursor.offset + 1)
                if cursor.peek(cursor.offset).isBlank { cursor.advance(columns: 1) }
            case .item(let indent, let hasContent, _):
                if cursor.indent >= indent {
                    cursor.advance(columns: indent)
                } else if cursor.isBlank, hasContent {
                    cursor.skipIndent()
                } else {
                    return matched
                }
            case .footnote:
                if cursor.indent >= 4 {
                    cursor.advance(columns: 4)
                } else if cursor.isBlank {
                    cursor.skipIndent()
                } else {
                    return matched
                }
            }
            matched += 1
        }
        return matched
    }

    /// Whether the line belongs to a block of code or HTML that is open.
    private mutating func continueLeaf(_ cursor: LineCursor) -> Bool {
        switch leaf {
        case .fence(let byte, let length):
            if !cursor.isIndented, cursor.byte == byte, closes(cursor, byte, length) { leaf = .none }
            return true
        case .html(let kind):
            if kind.endsAtBlankLine {
                if cursor.isBlank { leaf = .none }
            } else if kind.isEnded(by: text.slice(cursor.nonspace, cursor.end)) {
                leaf = .none
            }
            return true
        case .indentedCode:
            if cursor.isIndented || cursor.isBlank { return true }
            leaf = .none
            return false
        case .none, .paragraph, .table: return false
        }
    }

    private func closes(_ cursor: LineCursor, _ byte: UInt8, _ length: Int) -> Bool {
        var index = cursor.nonspace
        while cursor.peek(index) == byte { index += 1 }
        guard index - cursor.nonspace >= length else { return false }
        while cursor.peek(index).isBlank { index += 1 }
        return index >= cursor.end
    }

    /// The block that is open besides the containers ends here.
    mutating func endLeaf() {
        leaf = .none
        openBrackets = 0
    }

    /// Remembers that items are not empty, for blank lines after them.
    private mutating func noteContent(upTo count: Int) {
        var index = count - 1
        while index >= 0 {
            if case .item(let indent, let hasContent, let isParenthesized) = containers[index] {
                if hasContent { return }
                containers[index] = .item(
                    indent: indent, hasContent: true, isParenthesized: isParenthesized)
            }
            index -= 1
        }
    }
}
