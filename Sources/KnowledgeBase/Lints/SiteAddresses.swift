// What lies at an address of the site, for links that are written as one.

/// All addresses that a site has. They are collected once a link asks for one.
struct SiteAddresses {
    private let subject: LintSubject
    /// Without slashes at their ends; `nil` for what is there and no article.
    private var known: [String: Int?] = [:]

    init(_ subject: LintSubject) {
        self.subject = subject
    }

    /// Whether a destination is an address from the site's top.
    static func isAddress(_ destination: String) -> Bool {
        destination.hasPrefix("/") && !destination.hasPrefix("//")
    }

    /// The path of such an address below the site's top, without slashes at its ends.
    func path(_ destination: String) -> String {
        let end =
            destination.utf8.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") }
            ?? destination.endIndex
        let base = subject.knowledgeBase.settings.basePath
        // Where the site lies in a folder of its host, addresses are written with it or without.
        let path = destination[..<end].dropFirst(destination.hasPrefix("\(base)/") ? base.count : 0)
        let decoded = Destination.decoded(path)
        var parts = decoded.utf8.split(separator: UInt8(ascii: "/"))
        if parts.last.map({ Substring($0) == "index.html" }) == true { parts.removeLast() }
        return parts.map { String(Substring($0)) }.joined(separator: "/")
    }

    /// Whether something lies at a path, and which article, if it is one.
    mutating func place(_ path: String) -> (isThere: Bool, article: Int?) {
        if known.isEmpty { fill() }
        if let article = known[path] { return (true, article) }
        // The copy of an article.
        if path.hasSuffix("/index.md"), known[String(path.dropLast("/index.md".count))] != nil {
            return (true, nil)
        }
        let settings = subject.knowledgeBase.settings
        let first = ReservedAddresses.first(path)
        let isOurs =
            ReservedAddresses.isReserved(path, settings) || ReservedAddresses.ofServer.contains(first)
        return (isOurs || ReservedAddresses.isReserved(withoutLanguage(path, settings), settings), nil)
    }

    private func withoutLanguage(_ path: String, _ settings: SiteSettings) -> String {
        let first = ReservedAddresses.first(path)
        let isLanguage = subject.knowledgeBase.languages.contains { $0.lowercased() == first }
        return isLanguage ? String(path.dropFirst(first.count + 1)) : path
    }

    private mutating func fill() {
        func key(_ outputPath: String) -> String {
            guard outputPath.hasSuffix("index.html") else { return outputPath }
            let path = outputPath.utf8.dropLast("index.html".utf8.count)
            return String(Substring(path.last == UInt8(ascii: "/") ? path.dropLast() : path))
        }
        let knowledgeBase = subject.knowledgeBase
        for path in subject.staticFiles { known[key(path)] = .some(nil) }
        for targets in subject.targets {
            for case .file(let path) in targets { known[path] = .some(nil) }
        }
        for article in knowledgeBase.articles {
            for alias in article.matter.aliases {
                if let path = ArticleAddress.outputPath(ofAlias: alias) { known[key(path)] = .some(nil) }
            }
        }
        for collection in knowledgeBase.collections { known[key(collection.outputPath)] = .some(nil) }
        for (position, article) in knowledgeBase.articles.enumerated() {
            known[key(article.outputPath)] = .some(position)
        }
    }
}
