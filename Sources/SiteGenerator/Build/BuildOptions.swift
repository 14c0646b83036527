// What is built, from where, to where.

public import KnowledgeBase

/// The options of a build.
public struct BuildOptions: Sendable {
    /// The folder of Markdown.
    public var content: String
    /// The folder for the site.
    public var output: String
    /// The folder for what a later build can use again; `nil` for `.porchlight` beside the output.
    public var cache: String?
    /// Replaces `base_url` of site.yaml.
    public var baseURL: String?
    /// The day that the build is made for.
    public var date: CalendarDay
    /// Whether drafts are part of the site.
    public var drafts = false
    /// Whether everything is made anew, whatever an earlier build left.
    public var clean = false

    /// Whether files of text get neighbours in the gzip format.
    public var compress = false

    /// A build of one folder into another.
    public init(content: String, output: String, date: CalendarDay) {
        self.content = content
        self.output = output
        self.date = date
    }

    /// The folder for the cache.
    var cacheFolder: String {
        if let cache { return cache }
        let trimmed = output.hasSuffix("/") ? String(output.dropLast()) : output
        let parent = trimmed.lastIndex(of: "/").map { String(trimmed[...$0]) } ?? ""
        return "\(parent).porchlight/build"
    }

    /// What the cache's files for this output are called.
    var cacheName: String {
        let name = output.split(separator: "/").last.map(String.init) ?? "site"
        return name == "." || name == ".." ? "site" : name
    }
}
