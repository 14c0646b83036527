// Paragraphs that are one thing: a figure, a video, a snippet.

internal import CCmark

extension HTMLRenderer {
    /// Writes a paragraph that is a figure, a video or a snippet; `false` if it is plain text.
    mutating func specialParagraph(_ node: OpaquePointer, _ first: OpaquePointer) -> Bool {
        let type = cmark_node_get_type(first)
        switch type {
        case CMARK_NODE_TEXT:
            guard hasWritersBlocks, let literal = cmark_node_get_literal(first) else { return false }
            switch UInt8(bitPattern: literal.pointee) {
            case ASCII.openBrace: return hasVariables && snippetParagraph(first)
            case 0x68:  // h
                guard cmark_node_next(first) == nil else { return false }
                let words = bytes(literal)
                guard let found = Autolink.web(words, at: 4) ?? Autolink.web(words, at: 5),
                    found == 0..<words.count
                else { return false }
                return video(words.string, words: nil, title: nil, node: first)
            default: return false
            }
        case CMARK_NODE_IMAGE, CMARK_NODE_LINK:
            guard cmark_node_next(first) == nil, !isStranger else { return false }
            if Video.isPossible(bytes(cmark_node_get_url(first))) {
                let title = cmark_node_get_title(first).map { bytes($0) }
                if video(destination(of: first), words: first, title: title, node: first) { return true }
            }
            return type == CMARK_NODE_IMAGE && figure(first)
        default: return false
        }
    }

    /// An image alone in its paragraph whose title is its caption.
    private mutating func figure(_ node: OpaquePointer) -> Bool {
        guard let title = cmark_node_get_title(node), title.pointee != 0 else { return false }
        let caption = filled(bytes(title), node)
        writeLineStart()
        write("<figure>\n")
        isFigure = true
        walk(node)
        isFigure = false
        write("\n<figcaption>")
        html.append(escaping: caption)
        write("</figcaption>\n</figure>\n")
        collectLineEnd()
        text.append(caption)
        collectLineEnd()
        return true
    }

    /// A link or image alone in its paragraph that leads to a video. A file of the site is played
    /// here, and loaded only when asked; what lies elsewhere stays a link, so that nobody else
    /// learns who reads the page.
    private mutating func video(
        _ destination: String, words: OpaquePointer?, title: Bytes?, node: OpaquePointer
    ) -> Bool {
        guard let video = Video(destination) else { return false }
        let start = text.count
        if let words { collectWords(words) } else { text.append(destination) }
        let label = text.string(from: start)
        writeLineStart()
        let address = resolver.link(destination, in: frame?.snippet)
        var isImage = words.map(cmark_node_get_type) == CMARK_NODE_IMAGE
        switch video {
        case .file:
            write("<figure class=\"video\">\n<video controls=\"\" preload=\"none\" src=\"")
            html.append(address: address)
            write("\" aria-label=\"")
            html.append(escaping: label)
            write("\"><a href=\"")
            html.append(address: address)
            write("\">")
            html.append(escaping: label)
            write("</a></video>\n")
            if let title, !title.isEmpty {
                write("<figcaption>")
                html.append(escaping: title)
                write("</figcaption>\n")
            }
            write("</figure>\n")
        case .elsewhere(let host):
            isImage = false
            write("<p class=\"video-card\"><a href=\"")
            html.append(address: address)
            write("\"><span class=\"video-title\">")
            html.append(escaping: label)
            write("</span> <span class=\"video-host\">")
            html.append(escaping: host)
            write("</span></a></p>\n")
        }
        record(
            OpenLink(node: node, destination: destination, textStart: start), isImage: isImage)
        collectLineEnd()
        return true
    }

    /// Adds the words below a node to the section's text without writing them.
    private mutating func collectWords(_ node: OpaquePointer) {
        let mark = html.count
        image = OpenLink(node: node, destination: "", textStart: 0)
        var child = cmark_node_first_child(node)
        while let next = child {
            walk(next)
            child = cmark_node_next(next)
        }
        image = nil
        html.truncate(to: mark)
    }
}
