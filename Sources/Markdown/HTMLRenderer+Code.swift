// Code blocks: language, title, and a hook for the copy button.

internal import CCmark

extension HTMLRenderer {
    mutating func codeBlock(_ node: OpaquePointer) {
        closeTable()
        writeLineStart()
        let info = restored(bytes(cmark_node_get_fence_info(node)))
        var end = 0
        while end < info.count, !info[end].isSpace { end += 1 }
        // A title may stand alone.
        if hasWritersBlocks, info.slice(0, end).contains(ASCII.equals) { end = 0 }
        let language = info.slice(0, end).string
        let name = language.hasPrefix("language-") ? String(language.dropFirst(9)) : language
        if hasWritersBlocks, end < info.count { reportKeys(info.slice(end, info.count).string, node) }
        if hasFrames {
            write("<figure class=\"code\" data-copy")
            if !language.isEmpty {
                write(" data-language=\"")
                html.append(escaping: name)
                write("\"")
            }
            write(">\n")
            if let title = HTMLRenderer.title(in: info.slice(end, info.count)) {
                write("<figcaption>")
                emit(title)
                write("</figcaption>\n")
                collectLineEnd()
            }
            write("<pre tabindex=\"0\"><code")
        } else {
            write("<pre><code")
        }
        if !language.isEmpty {
            write(" class=\"language-")
            html.append(escaping: name)
            write("\"")
        }
        write(">")
        emit(restored(bytes(cmark_node_get_literal(node))))
        if hasFrames { write("</code></pre>\n</figure>\n") } else { write("</code></pre>\n") }
        collectLineEnd()
    }

    /// Other programs know words that mean nothing here: `linenos=true`, `{1,2}`.
    private mutating func reportKeys(_ keys: String, _ node: OpaquePointer) {
        for word in Self.words(in: keys) where !word.hasPrefix("title=\"") {
            let key = word.prefix { $0 != "=" }
            var needle = String(word)
            needle.withUTF8 {
                report(
                    .unknownCodeKey, $0, at: node,
                    key == "title"
                        ? "the title of a code block stands in quotation marks: title=\"…\"."
                        : "a code block has no “\(key)”; behind the language stands title=\"…\" or nothing.")
            }
        }
    }

    /// What stands between spaces; what is quoted may hold some.
    private static func words(in keys: String) -> [Substring] {
        var isQuoted = false
        return keys.split { character in
            if character == "\"" { isQuoted.toggle() }
            return !isQuoted && character.isWhitespace
        }
    }

    /// The value of `title="…"` in an info string.
    private static func title(in info: Bytes) -> Bytes? {
        for index in 0..<info.count where info.hasPrefix("title=\"", at: index) {
            if index > 0, !info[index - 1].isSpace { continue }
            let start = index + 7
            var end = start
            while end < info.count, info[end] != ASCII.quote { end += 1 }
            return end < info.count && end > start ? info.slice(start, end) : nil
        }
        return nil
    }
}
