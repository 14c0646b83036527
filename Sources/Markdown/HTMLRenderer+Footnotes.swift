// GFM's footnotes: numbered as the text refers to them, rendered below it.

internal import CCmark

extension HTMLRenderer {
    /// `[^label]`: a number that leads to the footnote, or the text it is without a definition.
    mutating func footnoteReference(_ source: Bytes, _ node: OpaquePointer) {
        let label = PreparedSource.normalized(source.slice(2, source.count - 1))
        guard let frame, image == nil, let definition = frame.prepared.footnoteLabels[label] else {
            if image == nil {
                report(
                    .unknownFootnote, source, at: node,
                    "there is no footnote “\(label)”; define it in a line “[^\(label)]: …”, or write \\[.")
            }
            return emit(source)
        }
        if frame.footnoteNumbers[definition] == 0 {
            let name = frame.prepared.footnotes[definition].label
            footnotes.append(
                FootnoteUse(
                    frame: frame, definition: definition,
                    name: uniqueName(frame.prepared.source.slice(name.lowerBound, name.upperBound).string)))
            frame.footnoteNumbers[definition] = footnotes.count
        }
        let number = frame.footnoteNumbers[definition]
        footnotes[number - 1].references += 1
        let use = footnotes[number - 1]
        write("<sup class=\"footnote-ref\"><a href=\"#")
        writeIdentifier("fn-", use.name)
        write("\" id=\"")
        writeIdentifier("fnref-", use.name)
        if use.references > 1 {
            html.append(ASCII.hyphen)
            html.append(number: use.references)
        }
        write("\" data-footnote-ref>")
        html.append(number: number)
        write("</a></sup>")
    }

    private mutating func uniqueName(_ label: String) -> String {
        var name = label
        var number = 2
        while !footnoteNames.insert(name).inserted {
            name = "\(label)--\(number)"
            number += 1
        }
        return name
    }

    private mutating func writeIdentifier(_ kind: StaticString, _ name: String) {
        html.append(address: options.identifierPrefix)
        write(kind)
        html.append(address: name)
    }

    /// Whether there are footnotes to render. A writer hears of those that nothing refers to; in a
    /// stranger's text they are rendered, too, for nothing of it may be lost.
    var hasFootnotes: Bool {
        mutating get {
            for frame in frames where !frame.prepared.footnotes.isEmpty { noteUnused(in: frame) }
            return !footnotes.isEmpty
        }
    }

    private mutating func noteUnused(in frame: SourceFrame) {
        for (definition, footnote) in frame.prepared.footnotes.enumerated()
        where frame.footnoteNumbers[definition] == 0 {
            let label = frame.prepared.source.slice(footnote.label.lowerBound, footnote.label.upperBound)
            if isStranger {
                let use = FootnoteUse(frame: frame, definition: definition, name: uniqueName(label.string))
                footnotes.append(use)
                frame.footnoteNumbers[definition] = footnotes.count
            } else if frame.prepared.footnoteLabels[PreparedSource.normalized(label)] == definition,
                let item = frame.footnoteItems[definition]
            {
                resume(frame)
                report(
                    .unusedFootnote, label, at: item,
                    "nothing refers to the footnote “\(label.string)”, so it is not shown; put "
                        + "[^\(label.string)] where it belongs, or take it out.")
            }
        }
    }

    /// The footnotes that the text refers to; footnotes may refer to more of them.
    mutating func writeFootnotes() {
        writeLineStart()
        write("<section class=\"footnotes\" data-footnotes>\n<ol>\n")
        var index = 0
        while index < footnotes.count {
            let use = footnotes[index]
            resume(use.frame)
            writeLineStart()
            write("<li id=\"")
            writeIdentifier("fn-", use.name)
            write("\">\n")
            var endsInParagraph = false
            if let item = use.frame.footnoteItems[use.definition] {
                var child = cmark_node_first_child(item)
                while let block = child {
                    walk(block)
                    child = cmark_node_next(block)
                }
                closeDirectives(in: item)
                endsInParagraph =
                    cmark_node_last_child(item).map(cmark_node_get_type) == CMARK_NODE_PARAGRAPH
            }
            if endsInParagraph, html.bytes.hasPrefix("</p>\n", at: html.count - 5) {
                html.truncate(to: html.count - 5)
                html.append(ASCII.space)
                writeBackReferences(index)
                write("</p>\n")
            } else {
                writeLineStart()
                writeBackReferences(index)
                html.append(ASCII.lineFeed)
            }
            write("</li>\n")
            index += 1
        }
        write("</ol>\n</section>\n")
    }

    private mutating func writeBackReferences(_ index: Int) {
        let use = footnotes[index]
        guard use.references > 0 else { return }
        for reference in 1...use.references {
            let number = reference == 1 ? "\(index + 1)" : "\(index + 1)-\(reference)"
            if reference > 1 { html.append(ASCII.space) }
            write("<a href=\"#")
            writeIdentifier("fnref-", use.name)
            if reference > 1 {
                html.append(ASCII.hyphen)
                html.append(number: reference)
            }
            write("\" class=\"footnote-backref\" data-footnote-backref data-footnote-backref-idx=\"")
            html.append(number)
            write("\" aria-label=\"")
            html.append(escaping: options.words.backToReference)
            html.append(ASCII.space)
            html.append(number)
            write("\">↩")
            if reference > 1 {
                write("<sup class=\"footnote-ref\">")
                html.append(number: reference)
                write("</sup>")
            }
            write("</a>")
        }
    }
}
