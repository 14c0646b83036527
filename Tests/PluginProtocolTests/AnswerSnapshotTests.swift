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
        let snapshot = TicketSnapshot(ticket, messages: messages, decisions: decisions, grants: [.ticketBody])
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
        let wordless = TicketSnapshot(ticket, messages: messages, decisions: decisions, grants: [])
        expectNoDifference(wordless.answers?.map(\.links), [[], [], [], []])
        expectNoDifference(wordless.answers?.map(\.by), snapshot.answers?.map(\.by))
        let silent = TicketSnapshot(ticket, messages: [messages[0]], decisions: [], grants: [])
        expectNoDifference(silent.answers, nil)
    }

    @Test(
        "A link is a web address or a path without its query, and with an anchor alone for a fragment",
        arguments: [
            ("[a](<Ada lives at 5 Main Street>) [b](</a path with words>)", []),
            ("https://shop.example/reset?token=SECRET#step", ["https://shop.example/reset#step"]),
            ("https://shop.example/in#token=SECRET", ["https://shop.example/in"]),
            ("https://ada:secret@shop.example/ [a](mailto:ada@example.org) [b](javascript:x)", []),
            ("[a](/faq/#refunds) [b](/faq/?x#refunds) [c](/faq/)", ["/faq/#refunds", "/faq/"]),
            ("[a](HTTPS://Help.example/ä/#الفواتير)", ["HTTPS://Help.example/ä/#الفواتير"]),
            ("[a](faq/) [b](#x) [c](?x) [d](https://)", []),
            ("[a](/\(String(repeating: "x", count: 2_047)))", ["/" + String(repeating: "x", count: 2_047)]),
            ("[a](/\(String(repeating: "x", count: 2_048)))", []),
        ])
    func links(_ body: String, _ wanted: [String]) {
        let all = AnswerSnapshot.all([said(.desk, body, 0)], [], grants: [.ticketBody])
        expectNoDifference(all.map(\.links), [wanted])
    }

    @Test("Of many long links the newest are told, so that a line to a plugin holds them")
    func manyLinks() {
        let body = (1...20).map { "[a](/\($0)/\(String(repeating: "x", count: 2_000)))" }.joined()
        let messages = (1...9).map { said(.desk, body, Double($0)) }
        let all = AnswerSnapshot.all(messages, [], grants: [.ticketBody])
        expectNoDifference(all.map(\.links.count), [0, 0, 0, 0, 0, 0, 0, 0, 20])
    }
}
