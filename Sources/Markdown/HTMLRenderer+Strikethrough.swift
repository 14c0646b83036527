// GFM's strikethrough: found in text, put in when the paragraph ends.

internal import CCmark

extension HTMLRenderer {
    /// A run of tildes in text (GFM 0.29, section 6.5).
    mutating func tildes(_ words: Bytes, from start: Int, at index: Int, _ node: OpaquePointer) -> Int? {
        var end = index
        while end < words.count, words[end] == ASCII.tilde { end += 1 }
        emit(words.slice(start, index))
        let length = end - index
        if length <= 2, image == nil {
            let before = index > 0 ? words.scalar(before: index) : neighbour(cmark_node_previous(node), node)
            let after = end < words.count ? words.scalar(at: end) : neighbour(cmark_node_next(node), node)
            let opens =
                !after.isMarkdownSpace
                && (!after.isMarkdownPunctuation || before.isMarkdownSpace || before.isMarkdownPunctuation)
            let closes =
                !before.isMarkdownSpace
                && (!before.isMarkdownPunctuation || after.isMarkdownSpace || after.isMarkdownPunctuation)
            if opens || closes {
                let run = StrikeRuns.Run(
                    parent: cmark_node_parent(node), length: length, html: html.count, text: text.count)
                strikes.add(run, canOpen: opens, canClose: closes)
            }
        }
        emit(words.slice(index, end))
        return end
    }

    /// What stands beside a text node, as far as emphasis is concerned.
    private func neighbour(_ sibling: OpaquePointer?, _ node: OpaquePointer) -> Unicode.Scalar {
        if let sibling {
            let type = cmark_node_get_type(sibling)
            return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK ? "\n" : "*"
        }
        guard let parent = cmark_node_parent(node) else { return "\n" }
        return cmark_node_get_type(parent).rawValue >= CMARK_NODE_TEXT.rawValue ? "*" : "\n"
    }

    /// Puts the tags in where tildes matched.
    mutating func applyStrikes() {
        let runs = strikes.sorted
        strikes.removeAll()
        guard let first = runs.first else { return }
        let oldHTML = html.string(from: first.run.html)
        let oldText = text.string(from: first.run.text)
        var rest = oldHTML
        rest.withUTF8 { old in
            let base = first.run.html
            html.truncate(to: base)
            var copied = 0
            for (run, isOpening) in runs {
                html.append(old.slice(copied, run.html - base))
                if isOpening { html.append("<del>") } else { html.append("</del>") }
                copied = run.html - base + run.length
            }
            html.append(old.slice(copied, old.count))
        }
        rest = oldText
        rest.withUTF8 { old in
            let base = first.run.text
            text.truncate(to: base)
            var copied = 0
            for (run, _) in runs where run.text - base >= copied {
                text.append(old.slice(copied, run.text - base))
                copied = run.text - base + run.length
            }
            text.append(old.slice(copied, old.count))
        }
    }
}
