// What site.yaml says about the help centre as a whole.

/// The settings of a help centre; every one has a default, so site.yaml may be missing.
public struct SiteSettings: Sendable, Equatable {
    /// Where a reader who is still stuck is led.
    public enum AskTarget: Sendable, Equatable {
        /// To a page: the desk's form, or any address.
        case page(String)
        /// To a mail program with this address.
        case mail(String)
        /// Nowhere: there is no such link.
        case nowhere
    }

    /// A lint that is not reported, and why.
    public struct Silence: Sendable, Equatable {
        /// The lint's name: `orphan`.
        public let lint: String
        /// A path, or the beginning of paths with `*` at its end; `nil` for all files.
        public let file: String?
        /// Why it is right as it is.
        public let reason: String
        /// Where it stands in site.yaml: the line and the column of the lint's name, from 1.
        public let line: Int
        /// The column, from 1.
        public let column: Int

        /// Whether it is about a file.
        public func covers(_ path: String) -> Bool {
            guard let file else { return true }
            return file.utf8.last == UInt8(ascii: "*") ? path.hasPrefix(file.dropLast()) : path == file
        }
    }

    /// The name of the help centre; where site.yaml has none, that of its front page.
    public var title = "Help"
    /// Whether site.yaml names the help centre.
    public var hasTitle = false
    /// A sentence for the home page and for search engines.
    public var description = ""
    /// The public address of the site without a slash at its end; without it there are no
    /// canonical links, no sitemap and no feed, because these need whole addresses.
    public var baseURL: String? {
        didSet { basePath = Self.path(ofBase: baseURL) }
    }
    /// The path of ``baseURL`` without a slash at its end; empty where the site lies at the top.
    public private(set) var basePath = ""
    /// The language of pages that do not say otherwise; without a word of it the first of
    /// ``languages``, else English.
    public var language = "en"
    /// All languages, the default one first; empty where site.yaml does not list them.
    public var languages: [String] = []
    /// Where a reader who is still stuck is led.
    public var ask = AskTarget.page("/ask")
    /// Where votes are sent: to the desk, unless site.yaml says otherwise; `nil` turns "was this
    /// helpful?" off.
    public var votes: String? = SiteSettings.votesPath
    /// Where the desk is reached, when that is not where the site lies: scheme and host.
    public var desk: String?
    /// What the form asks for in which a reader asks a person.
    public var form = FormSettings()
    /// Whether writers may use raw HTML.
    public var allowsRawHTML = true
    /// Whether the site has a search.
    public var hasSearch = true
    /// After how many days without a review an article may be outdated; `nil` for never.
    public var reviewAfterDays: Int?
    /// What `{{name}}` stands for in articles.
    public var variables: [String: String] = [:]
    /// Lints that are not reported.
    public var silences: [Silence] = []

    /// The defaults.
    public init() {}

    private static func path(ofBase baseURL: String?) -> String {
        guard let baseURL, let scheme = baseURL.firstRange(of: "://") else { return "" }
        let rest = baseURL[scheme.upperBound...]
        return rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? ""
    }

    /// Scheme and host of ``baseURL``: what stands before an address to make it whole.
    public var origin: String? {
        baseURL.map { String($0.dropLast(basePath.count)) }
    }

    /// Replaces the public address.
    ///
    /// - Returns: whether the text is one.
    public mutating func use(baseURL text: String) -> Bool {
        baseURL = Self.baseURL(text)
        return baseURL != nil
    }

    /// Whether the site has a page with the desk's form.
    public var hasFormPage: Bool { ask == .page("/ask") }

    /// Reads site.yaml.
    public static func parse(_ file: SourceFile) -> (SiteSettings, [Diagnostic]) {
        if let problem = file.encodingProblem { return (SiteSettings(), [problem]) }
        let yaml = String(decoding: file.bytes, as: UTF8.self)
        var fields = YAMLFields(file: file.path, yaml: yaml, lineOffset: 0, place: "site.yaml")
        var settings = SiteSettings()
        if let title = fields.string("title"), !title.isEmpty {
            settings.title = title
            settings.hasTitle = true
        }
        settings.description = fields.string("description") ?? settings.description
        settings.baseURL = fields.value("base_url", "an address like https://help.example.com", Self.baseURL)
        settings.languages = fields.tags("languages") ?? []
        settings.language =
            fields.value("language", "a language like en or pt-BR", Language.tag)
            ?? settings.languages.first ?? "en"
        settings.ask =
            fields.value("ask", "an address, mailto:somebody@example.com, or false", Self.askTarget)
            ?? settings.ask
        settings.desk = fields.value("desk", "scheme and host like https://desk.example.com", deskAddress)
        let votes = fields.value("votes", "the address that takes votes, or false", Self.address)
        let desksOwn = settings.hasFormPage ? (settings.desk ?? "") + votesPath : "false"
        settings.votes = (votes ?? desksOwn) == "false" ? nil : votes ?? desksOwn
        let language = settings.language
        settings.form = fields.mapping("form") { FormSettings(&$0, language: language) } ?? FormSettings()
        settings.allowsRawHTML = fields.boolean("raw_html") ?? true
        settings.hasSearch = fields.boolean("search") ?? true
        settings.reviewAfterDays = fields.days("review_after")
        settings.variables = fields.texts("variables") ?? [:]
        settings.silences =
            fields.list("silence") { entry in
                let lint = entry.required("lint", "a silence names a lint: `lint: orphan`")
                let file = entry.string("file")
                let reason = entry.required("reason", "a silence says why: `reason: …`")
                guard let lint, let reason else { return nil }
                let place = entry.position(of: "lint")
                return Silence(lint: lint, file: file, reason: reason, line: place.line, column: place.column)
            } ?? []
        fields.rejectUnknownFields()
        return (settings, fields.diagnostics)
    }

    /// Where the desk takes votes.
    private static let votesPath = "/vote"

    private static func baseURL(_ text: String) -> String? {
        guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.contains(" ") else { return nil }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// An address on this site or another, or `false`.
    private static func address(_ text: String) -> String? {
        let isAddress = ["/", "https://", "http://"].contains { text.hasPrefix($0) }
        return isAddress || text == "false" ? text : nil
    }

    /// Scheme and host alone.
    private static func deskAddress(_ text: String) -> String? {
        guard let address = baseURL(text), let scheme = address.firstRange(of: "://"),
            case let host = address[scheme.upperBound...], !host.isEmpty,
            host.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "-.:[]".utf8.contains(byte)
            })
        else { return nil }
        return address.lowercased()
    }

    private static func askTarget(_ text: String) -> AskTarget? {
        if text == "false" { return .nowhere }
        if text.hasPrefix("mailto:") { return .mail(String(text.dropFirst("mailto:".count))) }
        return address(text).map(AskTarget.page)
    }
}
