// What the server adds to a site while somebody writes it: pages that reload by themselves.

internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import KnowledgeBase
public import SiteGenerator
internal import Synchronization

/// Tells the browsers that look at a site what became of each change.
public final class SitePreview: Sendable {
    /// What a browser is told.
    fileprivate struct State: Encodable {
        struct Finding: Encodable {
            let place: String
            let message: String
            /// Whether it keeps the site from being built.
            var isFatal = false
        }

        /// How often anything was built.
        var version: Int
        /// The addresses of the pages that the last version has written; `nil` for all.
        var pages: [String]?
        /// Whether the last build failed.
        var failed = false
        /// The first things that are wrong with the content, and how many there are.
        private(set) var findings: [Finding] = []
        private(set) var count = 0

        init(version: Int) {
            self.version = version
        }

        mutating func find(_ diagnostics: [Diagnostic]) {
            findings = diagnostics.prefix(100).map(Finding.init(_:))
            count = diagnostics.count
        }

        mutating func find(_ message: String) {
            findings = [Finding(place: "", message: message)]
            count = 1
        }
    }

    private struct Room {
        var state: State
        var look: SiteLook
        var readers: [Int: AsyncStream<String>.Continuation] = [:]
        var arrivals = 0
    }

    /// When more pages than this were written, all are loaded again.
    private static let maximumPages = 1000

    static let scriptPath = "/_porchlight/preview.js"
    static let eventsPath = "/_porchlight/preview"

    private let room: Mutex<Room>

    /// - Parameters:
    ///   - look: for the server's own pages until the site is built.
    ///   - version: where to begin to count, another number each time the program starts: a page
    ///     that an earlier run has sent is then out of date.
    public init(look: SiteLook, version: Int) {
        room = Mutex(Room(state: State(version: version), look: look))
    }

    /// Theme and settings of the site as it is now.
    public var look: SiteLook { room.withLock(\.look) }

    /// What loads the script into a page.
    var script: String {
        let version = room.withLock(\.state.version)
        return "<script type=\"module\" src=\"\(Self.scriptPath)\" data-preview=\"\(version)\" "
            + "data-events=\"\(Self.eventsPath)\"></script>\n"
    }

    /// Pages were written; whoever looks at one of them sees it anew.
    public func wrote(pages: [String]) {
        guard !pages.isEmpty else { return }
        change { room in
            room.state.version += 1
            room.state.pages = pages
        }
    }

    /// The site was built; whoever looks at a page that was written sees it anew.
    public func built(_ report: BuildReport, look: SiteLook) {
        let pages = (report.writtenPaths + report.removedPaths).filter { $0.hasSuffix(".html") }.map(
            Self.address)
        change { room in
            if !pages.isEmpty {
                room.state.version += 1
                room.state.pages = pages.count > Self.maximumPages ? nil : pages
            }
            room.state.failed = false
            room.state.find(report.diagnostics)
            room.look = look
        }
    }

    /// The address of a page by its path below the output folder.
    private static func address(_ path: String) -> String {
        let address = path.hasSuffix("index.html") ? String(path.dropLast("index.html".count)) : path
        return "/\(ArticleAddress.encoded(address))"
    }

    /// The site could not be built.
    public func failed(_ error: BuildError) {
        change { room in
            room.state.failed = true
            if case .content(let diagnostics) = error {
                room.state.find(diagnostics)
            } else {
                room.state.find("\(error)")
            }
        }
    }

    private func change(_ change: (inout Room) -> Void) {
        room.withLock { room in
            change(&room)
            let message = Self.message(room.state)
            for reader in room.readers.values { reader.yield(message) }
        }
    }

    /// What a browser is told from now on, beginning with how things are (HTML, section 9.2).
    func events() -> AsyncStream<String> {
        let (stream, reader) = AsyncStream.makeStream(of: String.self)
        room.withLock { room in
            room.arrivals += 1
            let number = room.arrivals
            room.readers[number] = reader
            reader.onTermination = { [weak self] _ in
                // The lock may be held by whoever ends it.
                Task { self?.leave(number) }
            }
            reader.yield(Self.message(room.state))
        }
        return stream
    }

    private func leave(_ number: Int) {
        room.withLock { _ = $0.readers.removeValue(forKey: number) }
    }

    private static func message(_ state: State) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(state) else { return ":\n\n" }
        return "data: \(String(decoding: json, as: UTF8.self))\n\n"
    }
}

extension SitePreview.State.Finding {
    fileprivate init(_ diagnostic: Diagnostic) {
        place = "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column)"
        message = diagnostic.message
        isFatal = diagnostic.severity == .fatal
    }
}
