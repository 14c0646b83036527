// Forms that come again: the same, corrected, forged, and with text that is none.

import CustomDump
import Foundation
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("A form")
struct FormTests {
    private func send(
        _ desk: HelpDesk, key: String, name: String = "Ada", address: String = "ada@example.org",
        subject: String = "Lamp", body: String = "It is dark."
    ) async throws -> Ticket {
        try await desk.submit(
            AskForm(key: key, name: name, address: address, subject: subject, body: body))
    }

    private func changes(_ thread: TicketThread) -> [String] {
        thread.events.map { event in
            event.change.map { "\(event.kind.rawValue) \($0.field):\($0.from):\($0.to)" }
                ?? event.kind.rawValue
        }
    }

    @Test("Is one ticket, however often it is sent, also with the line ends and spaces of another browser")
    func sentAgain() async throws {
        try await DeskFixture.withDesk { desk, store in
            let key = desk.newFormKey()
            let first = try await send(desk, key: key, body: "It is dark.\nVery.")
            let again = try await send(
                desk, key: key, name: " Ada ", address: "ADA@example.org ", body: "It is dark.\r\nVery.")
            expectNoDifference(again, first)
            let thread = try #require(try await store.thread(first.id))
            expectNoDifference(changes(thread), ["ticket.created"])
        }
    }

    @Test("With another address is another ticket, never somebody else's")
    func anotherAddress() async throws {
        try await DeskFixture.withDesk { desk, store in
            let key = desk.newFormKey()
            let first = try await send(desk, key: key)
            let other = try await send(desk, key: key, address: "eve@example.org", body: "Let me in.")
            #expect(other.id != first.id)
            expectNoDifference(other.requester.address, "eve@example.org")
            #expect(try await store.thread(first.id)?.messages.map(\.body) == ["It is dark."])
            let otherAgain = try await send(desk, key: key, address: "eve@example.org", body: "Let me in.")
            expectNoDifference(otherAgain, other)
        }
    }

    @Test("Corrected in its text, adds the text")
    func correctedBody() async throws {
        try await DeskFixture.withDesk { desk, store in
            let key = desk.newFormKey()
            let first = try await send(desk, key: key)
            #expect(try await send(desk, key: key, body: "It is very dark.").id == first.id)
            let thread = try #require(try await store.thread(first.id))
            expectNoDifference(thread.messages.map(\.body), ["It is dark.", "It is very dark."])
        }
    }

    @Test("Corrected in name or subject, changes the ticket, and no word of it stands in an event")
    func correctedNameAndSubject() async throws {
        try await DeskFixture.withDesk { desk, store in
            let key = desk.newFormKey()
            _ = try await send(desk, key: key)
            _ = try await send(desk, key: key, name: "Ada Lovelace")
            let last = try await send(desk, key: key, name: "Ada Lovelace", subject: "Two lamps")
            let thread = try #require(try await store.thread(last.id))
            expectNoDifference(thread.ticket, last)
            expectNoDifference(thread.ticket.requester.name, "Ada Lovelace")
            expectNoDifference(thread.ticket.subject, "Two lamps")
            expectNoDifference(thread.messages.count, 1)
            expectNoDifference(
                changes(thread), ["ticket.created", "ticket.changed name::", "ticket.changed subject::"])
        }
    }

    @Test("With a key that is not ours counts for nothing, and is shown with a new one")
    func forgedKeys() async throws {
        try await DeskFixture.withDesk { desk, _ in
            let key = desk.newFormKey()
            expectNoDifference(key.count, 75)
            let forged = [
                "", "key", String(key.dropLast()) + "!", "B" + key.dropFirst(), key + "A",
                String(key.suffix(43)),
                desk.newReplyKey(for: TicketID(1)),
            ]
            for forged in forged {
                let one = try await send(desk, key: forged, body: "Mine, with \(forged).")
                let two = try await send(desk, key: forged, body: "Yours, with \(forged).")
                #expect(one.id != two.id, "\(forged) was taken for a key")
                #expect(desk.shownKey(forged) != forged)
            }
            expectNoDifference(desk.shownKey(key), key)
        }
    }

    @Test("Is kept whole when it holds NUL, which would cut a text off")
    func nul() async throws {
        try await DeskFixture.withDesk { desk, store in
            let ticket = try await send(
                desk, key: "", name: "A\0da", subject: "La\0mp", body: "It is\0 dark.")
            let thread = try #require(try await store.thread(ticket.id))
            expectNoDifference(
                [thread.ticket.requester.name, thread.ticket.subject, thread.messages[0].body],
                ["A\u{FFFD}da", "La\u{FFFD}mp", "It is\u{FFFD} dark."])
            #expect(try await desk.reply(ticket.id, "Turn\0 it on.", key: "", by: "Grace") == .sent)
            #expect(try await store.thread(ticket.id)?.messages[1].body == "Turn\u{FFFD} it on.")
        }
    }

    @Test("Is empty when nobody could see what is in it")
    func blank() async throws {
        let form = AskForm(
            key: "", name: "\u{200B}", address: "\u{2060}@\u{200B}", subject: "\u{3164}\u{FE0F}",
            body: " \u{AD}\r\n\u{202E}\t")
        expectNoDifference(
            form.mistakes, [.name: .missing, .address: .noAddress, .subject: .missing, .body: .missing])
        try await DeskFixture.withDesk { desk, _ in
            let ticket = try await send(desk, key: "")
            #expect(try await desk.reply(ticket.id, "\u{200B}\n", key: "", by: "Grace") == .blank)
        }
    }

    @Test("Of an agent is one answer: the same again changes nothing, another text is not lost")
    func replyKeys() async throws {
        try await DeskFixture.withDesk { desk, store in
            let ticket = try await send(desk, key: "")
            let key = desk.newReplyKey(for: ticket.id)
            #expect(try await desk.reply(ticket.id, "Turn it on.", key: key, by: "Grace") == .sent)
            #expect(try await desk.reply(ticket.id, "Turn it on.", key: key, by: "Grace") == .sent)
            #expect(try await desk.reply(ticket.id, "Turn it off.", key: key, by: "Grace") == .keyUsed)
            #expect(try await store.thread(ticket.id)?.messages.count == 2)
            let mails = try await store.unsentMails(after: 0, limit: 9).map(\.mail.subject)
            expectNoDifference(mails, ["Your question [T-1]", "An answer [T-1]"])
            let next = desk.newReplyKey(for: ticket.id)
            #expect(try await desk.reply(ticket.id, "Turn it off.", key: next, by: "Grace") == .sent)
            #expect(try await store.thread(ticket.id)?.messages.count == 3)
        }
    }
}
