// What a new version of a plugin would have done with the tickets of the last weeks.

/// What came of feeding a plugin recorded calls again.
public struct ReplayReport: Sendable, Equatable, Encodable {
    /// A ticket that would be somewhere else.
    public struct Move: Sendable, Equatable, Encodable {
        /// Its number.
        public let ticket: String
        /// Where it would be with what was answered then.
        public let before: String
        /// Why.
        public let beforeReason: String
        /// Where it would be with what is answered now.
        public let after: String
        /// Why.
        public let afterReason: String
    }

    /// How many answers to one method there were, and how they differ.
    public struct Count: Sendable, Equatable, Encodable {
        /// All answers.
        public var calls = 0
        /// Those that differ.
        public var changed = 0
        /// Those that had nothing to say then.
        public var abstainedBefore = 0
        /// Those that have nothing to say now.
        public var abstainedAfter = 0
        /// Questions that had no answer then.
        public var errorsBefore = 0
        /// Questions that have no answer now.
        public var errorsAfter = 0
    }

    /// The plugin's id.
    public var plugin: String
    /// The version that was fed.
    public var version: String
    /// How many tickets it was asked where they belong.
    public var tickets = 0
    /// Those that would be in another queue.
    public var moves: [Move] = []
    /// By method.
    public var methods: [String: Count] = [:]
    /// How often what was answered then was the queue in which a person left the ticket.
    public var agreementBefore = WilsonInterval(0, of: 0)
    /// How often what is answered now is.
    public var agreementAfter = WilsonInterval(0, of: 0)
    /// How long the half of the answers took at most, in milliseconds.
    public var p50 = 0.0
    /// How long 99 of 100 took at most.
    public var p99 = 0.0
    /// The digests of the models that answered, for a plugin that learns.
    public var models: [String] = []
    /// Calls that were answered in two ways by a plugin that calls itself deterministic.
    public var notDeterministic: [String] = []
    /// Why there was no answer, and how often.
    public var errors: [String: Int] = [:]

    /// The share of the tickets that would move, from 0 to 1.
    public var change: Double { tickets == 0 ? 0 : Double(moves.count) / Double(tickets) }

    /// A report of nothing yet.
    init(plugin: String, version: String) {
        self.plugin = plugin
        self.version = version
    }

    /// The report for a person.
    public var words: String {
        var lines = ["\(plugin) \(version): asked again about \(tickets) tickets, \(moves.count) would move."]
        for move in moves {
            lines.append(
                "  \(move.ticket): \(move.before) → \(move.after)\n    then \(move.beforeReason)\n    now  \(move.afterReason)"
            )
        }
        lines.append("Agreement with where a person left the ticket:")
        lines.append("  then \(agreementBefore.words)")
        lines.append("  now  \(agreementAfter.words)")
        for (method, count) in methods.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "\(method): \(count.changed) of \(count.calls) answers differ; nothing to say \(count.abstainedBefore) → \(count.abstainedAfter), errors \(count.errorsBefore) → \(count.errorsAfter)"
            )
        }
        for (reason, times) in errors.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(times)×: \(reason)")
        }
        lines.append("Answers took \(Self.rounded(p50)) ms (p50), \(Self.rounded(p99)) ms (p99).")
        if !models.isEmpty { lines.append("Models: \(models.joined(separator: ", "))") }
        if let first = notDeterministic.first {
            lines.append(
                "\(plugin) calls itself deterministic and is not: \(notDeterministic.count) calls were answered in two ways, the first of them \(first)."
            )
        }
        return lines.joined(separator: "\n")
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    /// The report as a page of its own.
    public var html: String {
        func escaped(_ text: String) -> String {
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        }
        let rows = moves.map { move in
            let cells = [move.ticket, move.before, move.beforeReason, move.after, move.afterReason]
            return "<tr>" + cells.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>"
        }
        var copy = self
        copy.moves = []
        return """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>\(escaped(plugin)) \(escaped(version))</title>
            <style>body{font:1rem/1.5 system-ui;margin:2rem}td,th{text-align:start;padding:.2rem .8rem;vertical-align:top}</style>
            <h1>\(escaped(plugin)) \(escaped(version))</h1>
            <p>\(moves.count) of \(tickets) tickets would move.</p><pre>\(escaped(copy.words))</pre>
            <table><tr><th>Ticket<th>Then<th>Why<th>Now<th>Why</tr>
            \(rows.joined(separator: "\n"))
            </table></html>
            """
    }
}
