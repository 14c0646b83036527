// An article's own Markdown, as it is worth reading from where the copy lies.

internal import KnowledgeBase
internal import Markdown

/// The text of an article as it stands beside its page.
enum MarkdownCopy {
    /// The text with variables and snippets filled in, and with its destinations replaced: an
    /// article's becomes that of its copy, a file's its address; what readers do not see gets none.
    static func text(
        of article: Article, _ body: ArraySlice<UInt8>, _ findings: ArticleFindings, _ context: SiteContext
    ) -> [UInt8] {
        let addresses = addresses(of: article, findings, context)
        guard !addresses.isEmpty || holdsPlaceholder(body) else { return Array(body) }
        let rewriting = MarkdownRewriting(
            variables: context.settings.variables, snippets: { context.snippets[$0] },
            destination: { addresses[Place(destination: $0, snippet: $1)] })
        return rewriting(body)
    }

    /// Where a destination stands decides what it means.
    private struct Place: Hashable {
        let destination: String
        let snippet: String?
    }

    private static func holdsPlaceholder(_ body: ArraySlice<UInt8>) -> Bool {
        var before: UInt8 = 0
        for byte in body {
            if byte == UInt8(ascii: "{"), before == byte { return true }
            before = byte
        }
        return false
    }

    private static func addresses(
        of article: Article, _ findings: ArticleFindings, _ context: SiteContext
    ) -> [Place: String] {
        var addresses: [Place: String] = [:]
        let resolver = SiteLinks(context: context, article: article)
        for link in findings.links {
            let place = Place(destination: link.destination, snippet: link.snippet)
            guard addresses[place] == nil else { continue }
            let (target, suffix) = context.knowledgeBase.target(
                of: link.destination, in: article, snippet: link.snippet
            ) {
                context.files[$0] != nil
            }
            switch target {
            case .elsewhere, .missing: continue
            case .article(let other):
                let address = context.knowledgeBase.articles[other].address
                addresses[place] = "\(address)index.md\(suffix)"
            default:
                addresses[place] =
                    link.isImage
                    ? resolver.image(link.destination, in: link.snippet).address
                    : resolver.link(link.destination, in: link.snippet)
            }
        }
        return addresses
    }
}
