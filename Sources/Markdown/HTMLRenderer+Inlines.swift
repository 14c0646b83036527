// The inlines of CommonMark: text, emphasis, code, links, images.

internal import CCmark

extension HTMLRenderer {
    mutating func inline(_ node: OpaquePointer, entering: Bool, resolveLink: (String) -> String) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT:
            writeEscaped(cmark_node_get_literal(node))
            collect(cmark_node_get_literal(node))
        case CMARK_NODE_CODE:
            write("<code>")
            writeEscaped(cmark_node_get_literal(node))
            write("</code>")
            collect(cmark_node_get_literal(node))
        case CMARK_NODE_SOFTBREAK:
            write("\n")
            text.append(UInt8(ascii: " "))
        case CMARK_NODE_LINEBREAK:
            write("<br />\n")
            text.append(UInt8(ascii: " "))
        case CMARK_NODE_HTML_INLINE:
            if trust == .writer {
                writeRaw(cmark_node_get_literal(node))
            } else {
                writeEscaped(cmark_node_get_literal(node))
            }
        case CMARK_NODE_EMPH:
            if entering { write("<em>") } else { write("</em>") }
        case CMARK_NODE_STRONG:
            if entering { write("<strong>") } else { write("</strong>") }
        case CMARK_NODE_LINK: link(node, entering: entering, resolveLink: resolveLink)
        case CMARK_NODE_IMAGE: picture(node, entering: entering, resolveLink: resolveLink)
        default: break
        }
    }

    private mutating func link(_ node: OpaquePointer, entering: Bool, resolveLink: (String) -> String) {
        guard entering else { return write("</a>") }
        write("<a href=\"")
        writeAddress(resolveLink(String(cString: cmark_node_get_url(node))))
        write("\"")
        writeTitle(of: node)
        if trust == .stranger { write(" rel=\"nofollow noopener ugc\"") }
        write(">")
    }

    /// A stranger's image becomes a link: loading it would tell its host who reads the page.
    private mutating func picture(_ node: OpaquePointer, entering: Bool, resolveLink: (String) -> String) {
        if trust == .stranger { return link(node, entering: entering, resolveLink: resolveLink) }
        if entering {
            write("<img src=\"")
            writeAddress(resolveLink(String(cString: cmark_node_get_url(node))))
            write("\" alt=\"")
            image = node
        } else {
            image = nil
            write("\"")
            writeTitle(of: node)
            write(" />")
        }
    }

    /// Inside an image only its words count.
    mutating func describe(_ node: OpaquePointer, entering: Bool) {
        guard entering else { return }
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE:
            writeEscaped(cmark_node_get_literal(node))
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: write(" ")
        default: break
        }
    }

    private mutating func writeTitle(of node: OpaquePointer) {
        guard let title = cmark_node_get_title(node), title.pointee != 0 else { return }
        write(" title=\"")
        writeEscaped(title)
        write("\"")
    }

    /// Writes an address into an attribute; a dangerous one from a stranger is left empty.
    private mutating func writeAddress(_ address: String) {
        guard trust == .writer || LinkAddress.isHarmless(address) else { return }
        LinkAddress.write(address, to: &html)
    }
}
