// Links and images: resolved, recorded, and harmless when a stranger wrote them.

internal import CCmark

extension HTMLRenderer {
    mutating func enterLink(_ node: OpaquePointer) {
        isBareLink = options.hasExtensions && isBare(node)
        let destination =
            isBareLink ? restored(bytes(cmark_node_get_url(node))).string : destination(of: node)
        link = OpenLink(node: node, destination: destination, textStart: text.count)
        if image == nil { writeAnchor(destination, title: node) }
    }

    mutating func exitLink(_ node: OpaquePointer) {
        if image == nil { write("</a>") }
        guard let open = link else { return }
        link = nil
        isBareLink = false
        record(open, isImage: false)
    }

    /// Whether the words are the address, as in `<https://…>`: no syntax counts in there.
    private func isBare(_ node: OpaquePointer) -> Bool {
        guard let child = cmark_node_first_child(node), cmark_node_get_type(child) == CMARK_NODE_TEXT,
            let literal = cmark_node_get_literal(child), let url = cmark_node_get_url(node)
        else { return false }
        let address = bytes(url)
        let words = bytes(literal)
        let start = address.count == words.count + 7 && address.hasPrefix("mailto:") ? 7 : 0
        return address.count == words.count + start
            && words.elementsEqual(address.slice(start, address.count))
    }

    /// A stranger's image becomes a link: loading it would tell its host who reads the page. One that
    /// the resolver gives no address becomes the words that describe it.
    mutating func enterImage(_ node: OpaquePointer) {
        guard image == nil else { return }
        let destination = destination(of: node)
        let reference = resolver.image(destination, in: frame?.snippet)
        image = OpenLink(node: node, destination: destination, textStart: text.count)
        if isStranger, reference.isRemote || !LinkAddress.isHarmless(reference.address) {
            isLinkedImage = true
            if link == nil { writeAnchor(destination, title: node) }
            return
        }
        if reference.address.isEmpty, !destination.isEmpty { return }
        imageReference = reference
        write("<img src=\"")
        html.append(address: reference.address)
        write("\" alt=\"")
    }

    mutating func exitImage(_ node: OpaquePointer) {
        guard let open = image, open.node == node else { return }
        image = nil
        record(open, isImage: true)
        if isLinkedImage {
            isLinkedImage = false
            if text.count == open.textStart, link == nil { html.append(escaping: open.destination) }
            if link == nil { write("</a>") }
            return
        }
        guard let reference = imageReference else { return }
        imageReference = nil
        write("\"")
        if !isFigure { writeTitle(of: node) }
        if hasFrames { writeLoading(reference) }
        write(" />")
    }

    private mutating func writeLoading(_ reference: ImageReference) {
        // Another host learns who looks at the image, not at which page, and nobody waits for it.
        if reference.isRemote { return write(" loading=\"lazy\" referrerpolicy=\"no-referrer\"") }
        if let width = reference.width, let height = reference.height {
            write(" width=\"")
            html.append(number: width)
            write("\" height=\"")
            html.append(number: height)
            write("\"")
        }
        images += 1
        // The first image is likely in view when the page opens; waiting for it would be seen.
        if images > 1 { write(" loading=\"lazy\"") }
    }

    /// `<a>` with the resolved address and a title.
    ///
    /// A link that the resolver gives no address stays a placeholder, `<a>` without `href` (HTML
    /// Living Standard, 4.5.1): plain words that lead nowhere.
    mutating func writeAnchor(_ destination: String, title node: OpaquePointer?) {
        let address = resolver.link(destination, in: frame?.snippet)
        if address.isEmpty, !destination.isEmpty, !isStranger { return write("<a>") }
        write("<a href=\"")
        if !isStranger || LinkAddress.isHarmless(address) { html.append(address: address) }
        write("\"")
        // On paper, an address stands behind other words, but not behind itself.
        if hasFrames, node == nil || isBareLink { write(" class=\"bare\"") }
        if let node { writeTitle(of: node) }
        if isStranger { write(" rel=\"nofollow noopener ugc\"") }
        write(">")
    }

    private mutating func writeTitle(of node: OpaquePointer) {
        guard let title = cmark_node_get_title(node), title.pointee != 0 else { return }
        write(" title=\"")
        html.append(escaping: filled(bytes(title), node))
        write("\"")
    }

    /// A link's or image's destination with tokens put back and variables filled in.
    mutating func destination(of node: OpaquePointer) -> String {
        guard let url = cmark_node_get_url(node) else { return "" }
        if !hasTokens, !hasVariables { return String(cString: url) }
        return filled(bytes(url), node)
    }

    /// Keeps what the writer linked to.
    mutating func record(_ open: OpenLink, isImage: Bool) {
        guard let frame, !isStranger else { return }
        let words = Bytes(start: text.base + open.textStart, count: text.count - open.textStart).string
        let place = frame.place(of: bytes(cmark_node_get_url(open.node)), from: open.node)
        let first = frame.snippet == nil ? options.firstLine : 1
        let isBare = !isImage && (words == open.destination || open.destination == "mailto:\(words)")
        links.append(
            LinkUse(
                destination: open.destination, text: words, isImage: isImage, isBareAddress: isBare,
                snippet: frame.snippet, line: place.line + first, column: place.column + 1))
    }

    /// A bare address in text.
    mutating func writeBareAddress(_ words: Bytes, scheme: String, _ node: OpaquePointer) {
        let destination = scheme + words.string
        writeAnchor(destination, title: nil)
        let start = text.count
        emit(words)
        write("</a>")
        guard let frame, !isStranger else { return }
        let place = frame.place(of: words, from: node)
        let first = frame.snippet == nil ? options.firstLine : 1
        links.append(
            LinkUse(
                destination: destination, text: text.string(from: start), isImage: false,
                isBareAddress: true, snippet: frame.snippet, line: place.line + first,
                column: place.column + 1))
    }
}
