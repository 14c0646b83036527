// The articles that only agents may read: rendered when one of them asks, and written nowhere.

internal import KnowledgeBase
internal import Markdown
internal import SearchIndex

/// The pages of a content folder that the built site leaves out because they are internal.
///
/// Whoever holds one decides who may see it. Nothing of it lies in the folder of the site.
public actor InternalSite {
    /// An internal article, as a list shows it.
    public struct Entry: Sendable, Equatable {
        /// Where it lies, ready for a link.
        public let address: String
        /// The page's title.
        public let title: String
        /// What its writer says it is about; empty where they do not.
        public let description: String
        /// The titles of the collections that it lies in, the outermost first.
        public let place: [String]
        /// The tag of its language.
        public let language: String
    }

    /// An answer that was found in an internal article.
    public struct Answer: Sendable, Equatable {
        /// Where it lies, with its anchor.
        public let address: String
        /// The question, heading or title.
        public let title: String
        /// The page and the collections that it lies in, the outermost first.
        public let place: [String]
        /// The part of the text that fits.
        public let passage: String
        /// How likely it is that it answers, from 0 to 1.
        let confidence: Double
    }

    /// Something that is asked for by its address.
    public enum Item: Sendable, Equatable {
        /// A page's bytes.
        case page([UInt8])
        /// A picture or a download that no public article shows: its path on the site and its bytes.
        case file(path: String, [UInt8])
        /// The same address with a slash at its end has a page.
        case folder
    }

    private let builder: SiteBuilder
    private var opening: Task<InternalPages, any Error>?

    /// The internal pages of the site that a builder builds. They are read when somebody asks.
    public init(_ builder: SiteBuilder) {
        self.builder = builder
    }

    /// Reads everything anew when it is asked for again: the content has changed.
    public func forget() { opening = nil }

    /// All internal articles: by language, collection and title.
    ///
    /// - Throws: ``BuildError`` when no site can be made of the content folder.
    public func entries() async throws -> [Entry] { try await pages().entries }

    /// What lies at an address, as far as it is internal; `nil` for everything else.
    ///
    /// - Parameter path: decoded, from the site's top: `/guides/refunds/`.
    /// - Throws: ``BuildError`` when no site can be made of the content folder.
    public func item(at path: String) async throws -> Item? {
        let known = try await pages()
        if let item = try builder.item(at: path, known) { return item }
        guard known.has(path) else { return nil }
        // It was changed since it was read.
        forget()
        return try builder.item(at: path, try await pages())
    }

    /// The answers to a query in internal articles, the likeliest first.
    ///
    /// - Throws: ``BuildError`` when no site can be made of the content folder.
    public func answers(to query: String, limit: Int = 20) async throws -> [Answer] {
        let found = try await pages().readers.flatMap { try $0.search(query, limit: limit).answers }
        let answers = found.map { answer in
            Answer(
                address: answer.anchor.isEmpty ? answer.url : "\(answer.url)#\(answer.anchor)",
                title: answer.heading.isEmpty ? answer.page : answer.heading,
                place: answer.breadcrumb + (answer.heading.isEmpty ? [] : [answer.page]),
                passage: answer.passage, confidence: answer.confidence)
        }
        let ordered = answers.enumerated().sorted {
            ($1.element.confidence, $0.offset) < ($0.element.confidence, $1.offset)
        }
        return ordered.prefix(limit).map(\.element)
    }

    private func pages() async throws -> InternalPages {
        if let opening { return try await opening.value }
        let task = Task { [builder] in try await builder.internalPages() }
        opening = task
        do {
            return try await task.value
        } catch {
            opening = nil
            throw error
        }
    }
}
