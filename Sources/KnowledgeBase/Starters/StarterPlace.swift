// Where a new article goes: a title becomes a file's name, a folder is made sure to be one of ours.

internal import Markdown

/// The title of a new article and the path of its file.
public struct StarterPlace: Sendable, Equatable {
    /// Why there can be no article at a place.
    public enum Refusal: Error, Sendable, Equatable, CustomStringConvertible {
        /// Nothing that could be read stands in the title.
        case emptyTitle
        /// The path leads out of the content folder.
        case outside(path: String)
        /// A name in the path begins with `_` or `.`, so the file would be no page.
        case noPage(path: String)
        /// The site or the server needs the address itself.
        case reserved(path: String, name: String)
        /// It is the page of a folder.
        case folderPage(path: String)

        /// What is wrong and what to do next.
        public var description: String {
            switch self {
            case .emptyTitle:
                "an article has a title: write one in quotes, such as \"How do I get a refund?\"."
            case .outside(let path):
                "\(path) does not lie in the content folder: name a folder below it."
            case .noPage(let path):
                "\(path) would be no page, because a name in it begins with “_” or “.”: choose another one."
            case .reserved(let path, let name):
                "\(path) cannot be an article, because the site itself needs “\(name)”: choose another "
                    + "title, or a folder with --in."
            case .folderPage(let path):
                "\(path) would be the page of its folder and no article: choose another title."
            }
        }
    }

    /// The title: one line without control characters.
    public let title: String
    /// The path below the content folder.
    public let path: String

    /// The most bytes of a file's name without its ending. File systems take 255 (POSIX NAME_MAX on
    /// Linux); an address should be short enough to be read.
    private static let maximumNameLength = 80

    /// A place.
    ///
    /// - Parameters:
    ///   - words: the title; or, with `.md` at its end, the path of the file, whose name then is the
    ///     title.
    ///   - title: the title, where `words` are a path.
    ///   - folder: the folder below the content folder; empty for the content folder itself.
    ///   - fallback: the name of a file whose title holds no letter and no digit.
    /// - Throws: ``Refusal``.
    public init(_ words: String, title: String? = nil, folder: String, fallback: String) throws(Refusal) {
        let line = Self.line(words)
        guard !line.isEmpty else { throw .emptyTitle }
        let isPath = line.hasSuffix(".md") && line != ".md"
        let name = isPath ? line : Self.name(of: line, fallback: fallback) + ".md"
        path = try Self.path(folder.isEmpty ? name : "\(folder)/\(name)")
        let own = title.map(Self.line) ?? ""
        if !own.isEmpty {
            self.title = own
        } else {
            self.title = isPath ? ParsedFile.name(of: String(path.dropLast(".md".count))) : line
        }
    }

    /// One line of text: white space of every kind becomes single spaces, and what has no place in
    /// YAML (1.2, section 5.1) is left out.
    static func line(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                if scalars.last != " " { scalars.append(" ") }
            } else if scalar.properties.generalCategory != .control,
                !scalar.properties.isNoncharacterCodePoint
            {
                scalars.append(scalar)
            }
        }
        if scalars.first == " " { scalars.removeFirst() }
        if scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }

    /// A title as the name of a file, by the rule that headings get their ids by, cut at a word.
    private static func name(of title: String, fallback: String) -> String {
        guard title.contains(where: { $0.isLetter || $0.isNumber }) else { return fallback }
        let slug = Slug.make(from: title)
        guard slug.utf8.count > maximumNameLength else { return slug }
        var short = ""
        for character in slug {
            if short.utf8.count + character.utf8.count > maximumNameLength { break }
            short.append(character)
        }
        guard let hyphen = short.lastIndex(of: "-"), !slug.hasPrefix("\(short)-") else { return short }
        return String(short[..<hyphen])
    }

    private static func path(_ written: String) throws(Refusal) -> String {
        var parts: [Substring] = []
        for part in written.split(separator: "/") where part != "." {
            if part == ".." {
                guard parts.popLast() != nil else { throw .outside(path: written) }
            } else {
                parts.append(part)
            }
        }
        let path = parts.joined(separator: "/")
        guard !written.hasPrefix("/"), !parts.isEmpty else { throw .outside(path: written) }
        if parts.contains(where: { $0.hasPrefix("_") || $0.hasPrefix(".") }) { throw .noPage(path: path) }
        if parts.last == "index.md" { throw .folderPage(path: path) }
        let first = parts.count == 1 ? parts[0].dropLast(".md".count) : parts[0]
        if ReservedAddresses.isReserved(String(first)) || ReservedAddresses.ofServer.contains(first) {
            throw .reserved(path: path, name: String(first))
        }
        return path
    }
}
