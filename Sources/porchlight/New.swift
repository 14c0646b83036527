// porchlight new: the file of an article, or the files of a help centre, to begin with.

import ArgumentParser
import Foundation
import KnowledgeBase

struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Begin an article or a whole help centre.",
        discussion: """
            Writes a file to begin with, prints its path, and says what to do next. Nothing that is there \
            is ever written over.

              porchlight new site help --title "Example Help"
              porchlight new faq "How do I get a refund?" --in billing
              porchlight new tutorial start/connect.md
            """,
        subcommands: [FAQ.self, Tutorial.self, Page.self, Announcement.self, Site.self])

    struct FAQ: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "faq", abstract: "Begin a page that answers a question.")
        @OptionGroup var article: NewArticle
        func run() throws { try article.write(.faq) }
    }

    struct Tutorial: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Begin a tutorial, with numbered steps.")
        @OptionGroup var article: NewArticle
        func run() throws { try article.write(.tutorial) }
    }

    struct Page: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "article", abstract: "Begin an article of any other kind.")
        @OptionGroup var article: NewArticle
        func run() throws { try article.write(.article) }
    }

    struct Announcement: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin an announcement, which is a banner for a week.")
        @OptionGroup var article: NewArticle
        func run() throws { try article.write(.announcement) }
    }

    struct Site: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin a help centre in a folder that is empty or not there yet.")

        @Argument(help: ArgumentHelp("The folder to make it in.", valueName: "dir"))
        var folder: String

        @Option(help: "What the help centre is called.")
        var title = "Help"

        @Option(
            help: ArgumentHelp("The day on which its articles count as reviewed.", valueName: "yyyy-mm-dd"),
            transform: BuildDate.parse)
        var date: CalendarDay?

        func run() throws {
            let day = try BuildDate.day(date)
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            // A folder that is under version control and holds nothing else is empty to its owner.
            guard names.allSatisfy({ $0 == ".git" }) else {
                throw CleanFailure(
                    "\(folder) is not empty: name a folder that is, or one that is not there yet.")
            }
            for file in StarterSite.files(title: title, date: day) {
                try NewFile.write(file.text, to: NewFile.path(file.path, in: folder))
                print(NewFile.path(file.path, in: folder))
            }
            let change = folder == "." ? "" : "cd \(NewFile.quoted(folder)) && "
            NewFile.say("Next: \(change)porchlight serve")
        }
    }
}

/// What all articles have in common when they begin.
struct NewArticle: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "What it is called. Or, with .md at its end, its path below the content folder.",
            valueName: "title"))
    var words: [String]

    @Option(name: .customLong("in"), help: ArgumentHelp("The collection it goes into.", valueName: "folder"))
    var collection = ""

    @Option(help: "What it is called, where a path is given.")
    var title: String?

    @Option(help: ArgumentHelp("The folder of Markdown.", valueName: "dir"))
    var content = "content"

    @Option(
        help: ArgumentHelp("The day that it begins with, instead of today.", valueName: "yyyy-mm-dd"),
        transform: BuildDate.parse)
    var date: CalendarDay?

    @Flag(help: "Say that it is a draft.")
    var draft = false

    func write(_ kind: ArticleKind) throws {
        let day = try BuildDate.day(date)
        guard NewFile.isFolder(content) else {
            throw CleanFailure(
                "there is no folder \(content): run `porchlight new site`, or name one with --content.")
        }
        let place: StarterPlace
        do {
            place = try StarterPlace(
                below(words.joined(separator: " ")), title: title, folder: below(collection),
                fallback: kind.rawValue)
        } catch {
            throw Misuse.explained("\(error)", of: "new")
        }
        let article = Starter(kind, at: place, date: day, isDraft: draft)
        let path = NewFile.path(article.path, in: content)
        let folder = String(path.dropLast(".md".count))
        guard !NewFile.isFolder(folder) else {
            throw CleanFailure(
                "\(folder)/ is a collection, and \(path) would have its address: choose another title.")
        }
        try NewFile.write(article.text, to: path)
        print(path)
        let look = draft ? "porchlight dev --drafts" : "porchlight dev"
        NewFile.say("Next: write over its text, and look at it with `\(look)`.")
    }

    /// A path as the shell completes it, `content/billing`, is one below the content folder.
    private func below(_ path: String) -> String {
        let folder = content.hasSuffix("/") ? content : "\(content)/"
        if path == content { return "" }
        return path.hasPrefix(folder) ? String(path.dropFirst(folder.count)) : path
    }
}

/// Files that were not there before.
enum NewFile {
    static func path(_ path: String, in folder: String) -> String {
        folder == "." ? path : folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Writes a file, and makes the folders around it; one that is there stays as it is.
    static func write(_ text: String, to path: String) throws {
        do {
            let url = URL(filePath: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url, options: .withoutOverwriting)
        } catch CocoaError.fileWriteFileExists {
            throw CleanFailure("\(path) is there already: choose another title, or edit that one.")
        } catch {
            throw CleanFailure("\(path) cannot be written: see whether its folder may be written to.")
        }
    }

    /// Says what to do next, beside the output, which is for `$(…)`.
    static func say(_ sentence: String) {
        FileHandle.standardError.write(Data("\(sentence)\n".utf8))
    }

    /// A path as a shell reads it (POSIX.1, section 2.2.2).
    static func quoted(_ path: String) -> String {
        let plain = path.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "/._-".utf8.contains(byte)
        }
        return plain ? path : "'\(path.replacing("'", with: "'\\''"))'"
    }
}
