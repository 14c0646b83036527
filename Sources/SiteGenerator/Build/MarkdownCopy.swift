// An article's own Markdown, as it is worth reading from where the copy lies.

internal import KnowledgeBase
internal import Markdown

/// The text of an article as it stands beside its page.
enum MarkdownCopy {
    /// The text with variables and snippets filled in, and with its destinations replaced: an
    /// article's becomes that of its copy, a file's its address; what readers do not see gets none.
    static func text(
        _ body: ArraySlice<UInt8>, _ findings: ArticleFindings, _ links: SiteLinks
    ) -> [UInt8] {
        let addresses = addresses(findings, links)
        let holdsPlaceholder = holdsPlaceholder(body)
        guard !addresses.isEmpty || holdsPlaceholder else { return Array(body) }
        let context = links.context
        let rewriting = MarkdownRewriting(
            variables: context.settings.variables, snippets: { context.snippets[$0] },
            destination: { addresses[Place(destination: $0, snippet: $1)] })
        if !holdsPlaceholder, let copy = rewriting.links(of: body, uses(in: findings, addresses)) {
            return copy
        }
        return rewriting(body)
    }

    /// How often each of the destinations stands in the text that gets another one.
    private static func uses(
        in findings: ArticleFindings, _ addresses: [Place: String]
    ) -> [String: Int] {
        var uses: [String: Int] = [:]
        for link in findings.links
        where addresses[Place(destination: link.destination, snippet: link.snippet)] != nil {
            uses[link.destination, default: 0] += 1
        }
        return uses
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

    private static func addresses(_ findings: ArticleFindings, _ links: SiteLinks) -> [Place: String] {
        var addresses: [Place: String] = [:]
        for link in findings.links {
            let place = Place(destination: link.destination, snippet: link.snippet)
            guard addresses[place] == nil else { continue }
            let (target, suffix) = links.target(link.destination, link.snippet)
            switch target {
            case .elsewhere, .missing: continue
            case .article(let other):
                let address = links.context.knowledgeBase.articles[other].address
                addresses[place] = "\(address)index.md\(suffix)"
            default:
                addresses[place] =
                    link.isImage
                    ? links.image(link.destination, in: link.snippet).address
                    : links.link(link.destination, in: link.snippet)
            }
        }
        return addresses
    }
}
