// Links that came into wrong hands are made void, and with them all that lead to the same conversation.

import CustomDump
import Foundation
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("A new link")
struct RenewedLinkTests {
    /// What leads to a ticket before anything is renewed.
    private struct Asked {
        let id: TicketID
        let shown: String
        let mailed: String
    }

    private func ask(_ desk: HelpDesk, _ body: String, _ address: String = "ada@example.org") async throws
        -> Asked
    {
        let ticket = try await desk.submit(
            AskForm(key: "", name: "Ada", address: address, subject: "Lamp", body: body))
        return Asked(
            id: ticket.id, shown: desk.links.secret(for: ticket), mailed: desk.links.mailedSecret(for: ticket)
        )
    }

    private func merge(_ source: Asked, into target: Asked, _ store: SQLiteStore) async throws {
        _ = try await store.edit(source.id, target.id, now: DeskFixture.noon) { here, there in
            try here.merge(into: &there, by: .agent(name: "Grace"))
        }
    }

    @Test("Makes the old ones void, and goes out by mail")
    func renewal() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let ticket = try await ask(desk, "Dark.")
            #expect(try await desk.renewLink(ticket.id, by: "Grace"))
            for old in [ticket.shown, ticket.mailed] {
                #expect(try await desk.thread(ticket.id, secret: old) == nil)
            }
            let mail = try #require(try await store.unsentMails(after: 1, limit: 9).first?.mail)
            let new = String(mail.text.trimmed.suffix(43))
            #expect(try await desk.linked(ticket.id, secret: new)?.isMailed == true)
            #expect(try await desk.renewLink(TicketID(99), by: "Grace") == false)
        }
    }

    @Test(
        "Ends every link to the conversation, whichever of its tickets it is asked for, and nobody else's",
        arguments: [0, 1, 2, 3])
    func conversation(place: Int) async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            var asked: [Asked] = []
            for body in ["One", "Two", "Three", "Four"] { asked.append(try await ask(desk, body)) }
            let other = try await ask(desk, "Five")
            let foreign = try await ask(desk, "Six", "eve@example.org")
            // One and four are part of two, which is part of three; so was, by an older desk, eve's.
            try await merge(asked[0], into: asked[1], store)
            try await merge(asked[3], into: asked[1], store)
            try await merge(foreign, into: asked[1], store)
            try await merge(asked[1], into: asked[2], store)
            #expect(try await desk.renewLink(asked[place].id, by: "Grace"))
            var valid: [String] = []
            for ticket in asked + [other, foreign] {
                for (kind, secret) in [("shown", ticket.shown), ("mailed", ticket.mailed)]
                where try await desk.thread(ticket.id, secret: secret) != nil {
                    valid.append("\(ticket.id) \(kind)")
                }
            }
            expectNoDifference(valid, ["T-5 shown", "T-5 mailed", "T-6 shown", "T-6 mailed"])
            let mails = try await store.unsentMails(after: 0, limit: 99).map(\.mail)
                .filter { $0.subject.hasPrefix("A new link") }
            expectNoDifference(mails.map(\.subject), ["A new link [\(asked[place].id)]"])
            let new = String(try #require(mails.first).text.trimmed.suffix(43))
            // The new one leads to where the conversation goes on.
            let target = try #require(try await store.ticket(asked[place == 2 ? 2 : place == 1 ? 2 : 1].id))
            let linked = try #require(try await desk.linked(asked[place].id, secret: new))
            expectNoDifference(linked.mergedPath, place == 2 ? nil : desk.mailedPath(of: target))
        }
    }

    @Test("Is not sent for a ticket that was erased, and stumbles over no part that was")
    func erased() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let (part, whole) = (try await ask(desk, "One"), try await ask(desk, "Two"))
            try await merge(part, into: whole, store)
            _ = try await store.erase([part.id], by: .agent(name: "Grace"), now: DeskFixture.noon)
            await #expect(throws: TicketError.erased) { try await desk.renewLink(part.id, by: "Grace") }
            #expect(try await desk.renewLink(whole.id, by: "Grace"))
            #expect(try await desk.thread(whole.id, secret: whole.mailed) == nil)
        }
    }
}
