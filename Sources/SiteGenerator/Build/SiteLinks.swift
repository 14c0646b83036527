// The addresses that an article's links and images get on the site.

internal import KnowledgeBase
internal import Markdown

/// Resolves the destinations of one article, each once: page, copy and fingerprint ask for the same.
final class SiteLinks: LinkResolver {
    let context: SiteContext
    let article: Article
    /// By the destinations of the article's own text.
    private var known: [String: (LinkTarget, Substring)] = [:]

    init(context: SiteContext, article: Article) {
        self.context = context
        self.article = article
    }

    /// A link to what readers do not see loses its address, so that nothing is given away; one to
    /// what is not there stays as it is and is reported.
    func link(_ destination: String, in snippet: String?) -> String {
        let (target, suffix) = target(destination, snippet)
        return context.address(of: target).map { $0.isEmpty ? "" : $0 + suffix } ?? fromTop(destination)
    }

    /// An address that begins with a slash begins at the site's top, wherever that lies.
    private func fromTop(_ destination: String) -> String {
        let base = context.settings.basePath
        guard !base.isEmpty, destination.hasPrefix("/"), !destination.hasPrefix("//"),
            !destination.hasPrefix("\(base)/")
        else { return destination }
        return base + destination
    }

    func image(_ destination: String, in snippet: String?) -> ImageReference {
        let (target, suffix) = target(destination, snippet)
        switch target {
        case .file(let path):
            let size = context.files[path]?.size
            return ImageReference(
                address: (context.address(of: target) ?? "") + suffix, width: size?.width,
                height: size?.height, isRemote: false)
        case .hidden, .outside, .article, .collection: return ImageReference(address: "", isRemote: false)
        default:
            let isRemote = destination.contains("://") || destination.hasPrefix("//")
            return ImageReference(address: fromTop(destination), isRemote: isRemote)
        }
    }

    /// Where the article's links lead.
    func targets(of findings: ArticleFindings) -> [LinkTarget] {
        findings.links.map { target($0.destination, $0.snippet).target }
    }

    /// Where a destination leads, and `?…` or `#…` behind it.
    func target(_ destination: String, _ snippet: String?) -> (target: LinkTarget, suffix: Substring) {
        if snippet == nil, let found = known[destination] { return found }
        let found = context.knowledgeBase.target(of: destination, in: article, snippet: snippet) {
            context.files[$0] != nil
        }
        if snippet == nil { known[destination] = found }
        return found
    }
}

extension SiteContext {
    /// Where the links of an article lead.
    func targets(of findings: ArticleFindings, in article: Article) -> [LinkTarget] {
        knowledgeBase.targets(of: findings, in: article) { files[$0] != nil }
    }

    /// The address of a link's target on the site: empty for what readers do not see, `nil` for what
    /// is written as it stands.
    func address(of target: LinkTarget) -> String? {
        switch target {
        case .article(let position): knowledgeBase.articles[position].address
        case .collection(let position): knowledgeBase.collections[position].address
        case .file(let path):
            files[path].map { "\(settings.basePath)/\(ArticleAddress.encoded($0.outputPath))" } ?? ""
        case .hidden, .outside: ""
        case .missing, .elsewhere: nil
        }
    }
}
