// When something is due on a ticket's page, and why then.

internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import Tickets

extension WebServer {
    /// What was promised about a ticket; nothing where nothing is.
    func promises(_ ticket: Ticket) -> HTML? {
        guard let promises = try? desk.promises(of: ticket) else {
            return
                "<p class=\"notice bad\">The calendar of this ticket's promise is never open for long enough.</p>"
        }
        guard !promises.isEmpty else { return nil }
        let items: [HTML] = promises.map { promise in
            let steps: [HTML] = promise.explanation.map { "<li>\($0)</li>\n" }
            return """
                <li><strong>\(Self.title(promise.clock.target))</strong>: \(Self.standing(promise))
                <details><summary>Explain this due time</summary><ol>\(steps)</ol></details></li>\n
                """
        }
        return """
            <section aria-labelledby="due"><h2 id="due">What was promised</h2>
            <ul>\(items)</ul></section>
            """
    }

    private static func title(_ kind: SLATarget.Kind) -> String {
        switch kind {
        case .firstReply: "First reply"
        case .nextReply: "Next reply"
        case .resolution: "Solution"
        }
    }

    private static func standing(_ promise: Promise) -> String {
        let due = promise.dueWords
        return switch promise.clock.standing {
        case .fulfilled: promise.isBroken ? "done, too late" : "done in time"
        case .running:
            promise.isBroken
                ? "was due on \(due ?? "?")" : "\(promise.isNear ? "due soon, on" : "due on") \(due ?? "?")"
        case .paused: due.map { "stands still; would be due on \($0)" } ?? "stands still"
        }
    }
}
