// Blocks between `:::name` and `:::`: details, tabs, steps.

internal import CCmark

extension HTMLRenderer {
    /// Begins a directive; its title is what the heading holds.
    mutating func enterDirective(_ directive: Directive, _ node: OpaquePointer) {
        headingRole = .directive(directive)
        let parent = cmark_node_parent(node)
        writeLineStart()
        switch directive.kind {
        case .details:
            open(directive, node)
            write("<details class=\"details\">\n<summary>")
        case .steps:
            open(directive, node)
            write("<div class=\"steps\">\n")
            if directive.hasTitle { write("<p class=\"steps-title\">") }
        case .tabs:
            open(directive, node)
            write("<div class=\"tabs\" role=\"group\" aria-label=\"")
            if !directive.hasTitle { html.append(escaping: options.words.tabs) }
            // The title is the group's name: in the attribute only its words count.
            image = OpenLink(node: node, destination: "", textStart: text.count)
        case .tab:
            guard let last = openDirectives.indices.last, openDirectives[last].kind == .tabs,
                openDirectives[last].parent == parent
            else {
                report(
                    .misplacedBlock, "a tab stands between “:::tabs” and “:::”; put those around it.", node)
                headingRole = .paragraph
                return write("<p>")
            }
            enterTab(last)
        }
    }

    private mutating func open(_ directive: Directive, _ node: OpaquePointer) {
        if directive.kind == .tabs { tabGroups += 1 }
        openDirectives.append(
            OpenDirective(
                kind: directive.kind, parent: cmark_node_parent(node), title: node, group: tabGroups))
    }

    private mutating func enterTab(_ index: Int) {
        if openDirectives[index].tabs > 0 { write("</div>\n") }
        openDirectives[index].tabs += 1
        let id = "\(options.identifierPrefix)tabs-\(openDirectives[index].group)"
        let number = openDirectives[index].tabs
        write("<input type=\"radio\" class=\"tab-input\" name=\"")
        html.append(escaping: id)
        write("\" id=\"")
        html.append(escaping: "\(id)-\(number)")
        if number == 1 { write("\" checked=\"\" />\n") } else { write("\" />\n") }
        write("<label class=\"tab-label\" for=\"")
        html.append(escaping: "\(id)-\(number)")
        write("\">")
    }

    mutating func exitDirectiveTitle(_ directive: Directive) {
        switch directive.kind {
        case .details:
            if !directive.hasTitle { emitWord(options.words.details) }
            write("</summary>\n<div class=\"details-body\">\n")
        case .steps: if directive.hasTitle { write("</p>\n") }
        case .tabs:
            image = nil
            write("\">\n")
        case .tab:
            guard let open = openDirectives.last else { break }
            if !directive.hasTitle { emitWord("\(options.words.tab) \(open.tabs)") }
            write("</label>\n<div class=\"tab-panel\">\n")
        }
        collectLineEnd()
    }

    private mutating func emitWord(_ word: String) {
        html.append(escaping: word)
        text.append(word)
    }

    /// `:::`
    mutating func closeDirective(_ node: OpaquePointer) {
        guard let last = openDirectives.last, last.parent == cmark_node_parent(node) else {
            return report(.misplacedBlock, "this “:::” closes nothing; take it out.", node)
        }
        openDirectives.removeLast()
        writeEnd(of: last)
        reportEmpty(last)
    }

    /// A frame around nothing that it is a frame for.
    private mutating func reportEmpty(_ directive: OpenDirective) {
        switch directive.kind {
        case .steps where !directive.hasList:
            report(
                .stepsWithoutList,
                "these steps are no numbered list; begin each with “1.”, or take “:::steps” out.",
                directive.title)
        case .tabs where directive.tabs == 0:
            report(
                .tabsWithoutTab, "there is no tab in here; begin each with “:::tab” and its title.",
                directive.title)
        default: break
        }
    }

    /// What is still open where a quote, an item or the text ends, ends there.
    mutating func closeDirectives(in parent: OpaquePointer) {
        closeTable()
        while let last = openDirectives.last, last.parent == parent {
            openDirectives.removeLast()
            writeEnd(of: last)
            report(.unclosedBlock, "this block is not closed; put “:::” below its last line.", last.title)
        }
    }

    private mutating func writeEnd(of directive: OpenDirective) {
        writeLineStart()
        switch directive.kind {
        case .details: write("</div>\n</details>\n")
        case .steps: write("</div>\n")
        case .tabs: if directive.tabs > 0 { write("</div>\n</div>\n") } else { write("</div>\n") }
        case .tab: break
        }
    }

    private mutating func report(
        _ code: MarkdownProblem.Code, _ message: String, _ node: OpaquePointer
    ) {
        var needle = ":::"
        needle.withUTF8 { report(code, $0, at: node, message) }
    }
}
