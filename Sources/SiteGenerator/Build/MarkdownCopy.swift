// An article's own Markdown, with links that lead somewhere from where the copy lies.

internal import KnowledgeBase
internal import Markdown

/// The text of an article as it stands beside its page.
enum MarkdownCopy {
    /// The text with its destinations replaced: an article's becomes that of its copy, a file's its
    /// address; what readers do not see gets none. One pass over the bytes.
    static func text(
        of article: Article, _ body: ArraySlice<UInt8>, _ findings: ArticleFindings, _ context: SiteContext
    ) -> [UInt8] {
        let addresses = addresses(of: article, findings, context)
        guard !addresses.isEmpty else { return Array(body) }
        var copy: [UInt8] = []
        copy.reserveCapacity(body.count + 1024)
        var position = body.startIndex
        while position < body.endIndex {
            let byte = body[position]
            copy.append(byte)
            position += 1
            guard byte == UInt8(ascii: "]"), let start = destinationStart(body, position) else { continue }
            copy += body[position..<start]
            position = start
            let end =
                body[start...].firstIndex { [32, 9, 10, 13, UInt8(ascii: ")")].contains($0) } ?? body.endIndex
            if let address = addresses[String(decoding: body[start..<end], as: UTF8.self)] {
                copy += Array(address.utf8)
                position = end
            }
        }
        return copy
    }

    /// Where a destination begins behind a closing bracket: in `](x` and `]: x`.
    private static func destinationStart(_ body: ArraySlice<UInt8>, _ position: Int) -> Int? {
        guard position < body.endIndex else { return nil }
        if body[position] == UInt8(ascii: "(") { return position + 1 }
        guard body[position] == UInt8(ascii: ":"), position + 1 < body.endIndex, body[position + 1] == 32
        else {
            return nil
        }
        return position + 2
    }

    private static func addresses(
        of article: Article, _ findings: ArticleFindings, _ context: SiteContext
    ) -> [String: String] {
        var addresses: [String: String] = [:]
        let resolver = SiteLinks(context: context, article: article)
        for link in findings.links where addresses[link.destination] == nil {
            let (target, suffix) = context.knowledgeBase.target(of: link.destination, in: article) {
                context.files[$0] != nil
            }
            switch target {
            case .elsewhere, .missing: continue
            case .article(let other):
                let address = context.knowledgeBase.articles[other].address
                addresses[link.destination] = "\(address)index.md\(suffix)"
            default:
                addresses[link.destination] =
                    link.isImage
                    ? resolver.image(link.destination).address : resolver.link(link.destination)
            }
        }
        return addresses
    }
}
