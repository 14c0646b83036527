// A Markdown file after its front matter was read, before it is known what else there is.

internal import Markdown

/// What can be said of a Markdown file by looking at it alone. It is what a build keeps of files
/// that have not changed. A class for the same reason as ``Article``.
public final class ParsedFile: Sendable {
    /// The path below the content folder.
    public let path: String
    /// What its writer says about it.
    public let matter: FrontMatter
    /// The first heading, where the front matter has no title.
    public let headingTitle: String?
    /// Where its text begins in the file, in bytes.
    public let bodyStart: Int
    /// The line on which its text begins, from 1.
    public let bodyLine: Int
    /// What is wrong with it.
    public let diagnostics: [Diagnostic]

    /// The largest Markdown file that is read, in bytes.
    public static let maximumLength = 8 << 20

    /// Reads a file.
    public init(_ file: SourceFile) {
        path = file.path
        var split = SplitFile()
        var title: String?
        if file.bytes.count > Self.maximumLength {
            let message = "the file has more than 8 MiB: split it into several articles."
            split.diagnostics = [Diagnostic("too-large", .fatal, file: file.path, message)]
        } else if let problem = file.encodingProblem {
            split.diagnostics = [problem]
        } else {
            split = FrontMatter.split(file)
            var isRead = true
            if split.matter.title == nil {
                (title, isRead) = Self.firstHeading(file.bytes[split.bodyStart...])
            }
            if split.matter.title == nil, title == nil, isRead,
                split.diagnostics.allSatisfy({ $0.severity != .fatal })
            {
                split.diagnostics.append(
                    Diagnostic(
                        "missing-title", .error, file: file.path,
                        "the page has no title: add `title: …` to its front matter, or a heading."))
            }
        }
        matter = split.matter
        headingTitle = title
        bodyStart = split.bodyStart
        bodyLine = split.bodyLine
        diagnostics = split.diagnostics
    }

    /// A file as it was parsed before.
    public init(
        path: String, matter: FrontMatter, headingTitle: String?, bodyStart: Int, bodyLine: Int,
        diagnostics: [Diagnostic]
    ) {
        self.path = path
        self.matter = matter
        self.headingTitle = headingTitle
        self.bodyStart = bodyStart
        self.bodyLine = bodyLine
        self.diagnostics = diagnostics
    }

    /// Whether another version of the same file says the same about it: only its text may differ.
    public func differsInTextAlone(from other: ParsedFile) -> Bool {
        path == other.path && matter == other.matter && headingTitle == other.headingTitle
            && bodyStart == other.bodyStart && bodyLine == other.bodyLine
            && diagnostics == other.diagnostics
    }

    /// The path without its ending and language, and the language, where the name holds a tag.
    static func split(_ path: String) -> (stem: String, language: String)? {
        let stem = path.dropLast(".md".count)
        // As bytes: this asks every file of a site, and characters are ten times as slow.
        let tail = stem.utf8.suffix(8)
        guard let dot = tail.lastIndex(of: UInt8(ascii: ".")), !tail[dot...].contains(UInt8(ascii: "/")),
            let language = Language.tag(String(stem[stem.index(after: dot)...]))
        else { return nil }
        return (String(stem[..<dot]), language)
    }

    /// The article that the file is.
    ///
    /// - Parameter languages: what counts as a language at the end of a file's name.
    func article(settings: SiteSettings, languages: Set<String>) -> Article {
        var stem = String(path.dropLast(".md".count))
        var language = matter.language.flatMap(Language.tag) ?? settings.language
        if let parts = Self.split(path), languages.contains(parts.language) { (stem, language) = parts }
        let prefix = language == settings.language ? "" : language.lowercased()
        let output = ArticleAddress.outputPath(stem: stem, languagePrefix: prefix)
        var matter = matter
        if !matter.description.isEmpty {
            matter.description = Variables.filled(matter.description, settings.variables).text
        }
        let title = matter.title ?? headingTitle
        return Article(
            path: path, stem: stem, matter: matter,
            title: title.map { Variables.filled($0, settings.variables).text } ?? Self.name(of: stem),
            language: language,
            address: ArticleAddress.address(ofOutput: output, basePath: settings.basePath),
            outputPath: output,
            bodyStart: bodyStart, bodyLine: bodyLine,
            titleIsHeading: matter.title == nil && headingTitle != nil)
    }

    /// A title made of a file's or folder's name: `get-started` → `Get started`.
    static func name(of path: String) -> String {
        let last = path.split(separator: "/").last { $0 != "index" } ?? "Start"
        let words = last.replacing("-", with: " ").replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// The first heading, if the text begins with one; and whether the text could be read, as one that
    /// is over the budget cannot.
    private static func firstHeading(_ body: ArraySlice<UInt8>) -> (title: String?, isRead: Bool) {
        var options = MarkdownOptions()
        options.liftsTitle = true
        let document = MarkdownDocument(parsing: String(decoding: body, as: UTF8.self), options: options)
        return (document.leadingTitle, !document.problems.contains { $0.code.isOverBudget })
    }
}
