// What plugins are told of answers: who, when and whereto, and no word of them.

import CustomDump
import Foundation
import PluginProtocol
import Testing
import Tickets

@Suite("What plugins are told of answers")
struct AnswerSnapshotTests {
    private static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    private func suggestion(_ plugin: String, _ body: String, _ minute: Double, won: Bool = false) -> Decision
    {
        Decision(
            plugin: plugin, hook: "ticket.reply", outcome: .suggestedReply(body), reason: "r", won: won,
            at: Self.noon + minute * 60)
    }

    private func said(
        _ author: Author, _ body: String, _ minute: Double, _ visibility: Message.Visibility = .public
    ) -> Message {
        Message(author: author, body: body, at: Self.noon + minute * 60, visibility: visibility)
    }

    @Test("Sent and suggested answers stand there in order; words, notes and the customer's own do not")
    func all() throws {
        let messages = [
            said(.requester, "Dark. https://mine.example/", 0), said(.plugin(id: "p"), "See [a](/a/).", 1),
            said(.agent(name: "ada"), "A note.", 2, .internal),
            said(.agent(name: "grace"), "Try [b](/b/).", 5),
            said(.desk, "Closed.", 9),
        ]
        let decisions = [
            suggestion("p", "See [a](/a/).", 1, won: true), suggestion("q", "Try [b](/b/).", 3),
            suggestion("r", "Or [c](/c/).", 4),
            Decision(plugin: "p", hook: "ticket.review", outcome: .allowed, reason: "r", at: Self.noon),
        ]
        let ticket = Ticket(
            id: TicketID(7), subject: "S", requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: Self.noon, revision: 1, linkGeneration: 1)
        let snapshot = TicketSnapshot(ticket, messages: messages, decisions: decisions, grants: [])
        expectNoDifference(
            snapshot.answers,
            [
                AnswerSnapshot(by: "plugin:p", at: "2027-01-15T08:01:00Z", links: ["/a/"]),
                AnswerSnapshot(by: "plugin:r", at: "2027-01-15T08:04:00Z", isSent: false, links: ["/c/"]),
                AnswerSnapshot(
                    by: "agent:grace", at: "2027-01-15T08:05:00Z", suggestedBy: "q", links: ["/b/"]),
                AnswerSnapshot(by: "desk", at: "2027-01-15T08:09:00Z"),
            ])
        let written = try JSONValue(snapshot)
        let rule = try #require(try ProtocolFiles.schema("protocol-1.json")[definition: "ticket"])
        expectNoDifference(rule.complaints(about: written).map(\.description), [])
        expectNoDifference(written["answers"]?.array, snapshot.answers?.map(\.json))
        #expect(!written.text.contains("Try"))
        let silent = TicketSnapshot(ticket, messages: [messages[0]], decisions: [], grants: [])
        expectNoDifference(silent.answers, nil)
    }
}
