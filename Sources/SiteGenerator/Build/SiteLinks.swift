// The addresses that an article's links and images get on the site.

internal import KnowledgeBase
internal import Markdown

/// Resolves the destinations of one article.
struct SiteLinks: LinkResolver {
    let context: SiteContext
    let article: Article

    /// A link to what readers do not see loses its address, so that nothing is given away; one to
    /// what is not there stays as it is and is reported.
    func link(_ destination: String, in snippet: String?) -> String {
        let (target, suffix) = target(destination, snippet)
        switch target {
        case .article(let position): return context.knowledgeBase.articles[position].address + suffix
        case .collection(let position): return context.knowledgeBase.collections[position].address + suffix
        case .file(let path): return address(of: path) + suffix
        case .hidden, .outside: return ""
        case .missing, .elsewhere: return destination
        }
    }

    func image(_ destination: String, in snippet: String?) -> ImageReference {
        let (target, suffix) = target(destination, snippet)
        switch target {
        case .file(let path):
            let size = context.files[path]?.size
            return ImageReference(
                address: address(of: path) + suffix, width: size?.width, height: size?.height, isRemote: false
            )
        case .hidden, .outside: return ImageReference(address: "", isRemote: false)
        default:
            let isRemote = destination.contains("://") || destination.hasPrefix("//")
            return ImageReference(address: destination, isRemote: isRemote)
        }
    }

    private func target(_ destination: String, _ snippet: String?) -> (LinkTarget, Substring) {
        let (target, suffix) = context.knowledgeBase.target(of: destination, in: article, snippet: snippet) {
            context.files[$0] != nil
        }
        return (target, suffix)
    }

    private func address(of path: String) -> String {
        guard let file = context.files[path] else { return "" }
        return "\(context.settings.basePath)/\(ArticleAddress.encoded(file.outputPath))"
    }
}
