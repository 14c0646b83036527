// CommonMark's seven kinds of HTML blocks: how they begin and end.

/// The kinds of HTML block (CommonMark 0.30, section 4.6), numbered as there.
enum HTMLBlockKind: Equatable {
    case script, comment, instruction, declaration, characters, block, anyTag

    var endsAtBlankLine: Bool { self == .block || self == .anyTag }

    /// The kind that a line opens, from its first non-space on.
    init?(opening line: Bytes, interruptsParagraph: Bool) {
        guard line.count > 1, line[0] == ASCII.less else { return nil }
        if line.hasPrefix("<!--") {
            self = .comment
        } else if line.hasPrefix("<?") {
            self = .instruction
        } else if line.hasPrefix("<![CDATA[") {
            self = .characters
        } else if line[1] == ASCII.exclamation, line.count > 2, line[2].isLetter {
            self = .declaration
        } else {
            let start = line[1] == ASCII.slash ? 2 : 1
            let name = HTMLTag.name(in: line, at: start)
            let after = name.upperBound < line.count ? line[name.upperBound] : ASCII.lineFeed
            let lowered = String(decoding: line[name].map(\.lowercased), as: UTF8.self)
            let closesHere = after.isSpace || after == ASCII.greater
            if start == 1, closesHere, HTMLTag.verbatim.contains(lowered) {
                self = .script
            } else if HTMLTag.blocks.contains(lowered),
                closesHere || line.hasPrefix("/>", at: name.upperBound)
            {
                self = .block
            } else if !interruptsParagraph, HTMLTag.standsAlone(in: line) {
                self = .anyTag
            } else {
                return nil
            }
        }
    }

    /// Whether a line holds the end of the block.
    func isEnded(by line: Bytes) -> Bool {
        for index in 0..<line.count {
            switch self {
            case .script:
                if line[index] == ASCII.less,
                    line.hasCaselessPrefix("</script>", at: index)
                        || line.hasCaselessPrefix("</pre>", at: index)
                        || line.hasCaselessPrefix("</textarea>", at: index)
                        || line.hasCaselessPrefix("</style>", at: index)
                {
                    return true
                }
            case .comment: if line.hasPrefix("-->", at: index) { return true }
            case .instruction: if line.hasPrefix("?>", at: index) { return true }
            case .declaration: if line[index] == ASCII.greater { return true }
            case .characters: if line.hasPrefix("]]>", at: index) { return true }
            case .block, .anyTag: return false
            }
        }
        return false
    }
}
