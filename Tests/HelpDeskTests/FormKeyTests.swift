// Keys that devices make, and forms without any: the same form is known again, and nobody else's is.

import CustomDump
import Foundation
import SQLiteStore
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("A form's key")
struct FormKeyTests {
    private let deviceKey = "d" + String(repeating: "Ab-_", count: 8)

    private func send(
        _ desk: HelpDesk, key: String, address: String = "ada@example.org", body: String = "It is dark."
    ) async throws -> TicketID {
        try await desk.submit(
            AskForm(key: key, name: "Ada", address: address, subject: "Lamp", body: body)
        ).id
    }

    @Test("Of a device is one ticket for an address, also when a word was corrected")
    func device() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            let first = try await send(desk, key: deviceKey)
            #expect(try await send(desk, key: deviceKey) == first)
            #expect(try await send(desk, key: deviceKey, address: "ADA@example.org ") == first)
            #expect(try await send(desk, key: deviceKey, body: "It is very dark.") == first)
            #expect(try await send(desk, key: deviceKey, address: "eve@example.org") != first)
            #expect(
                try await store.thread(first)?.messages.map(\.body) == ["It is dark.", "It is very dark."])
        }
    }

    @Test("Of the server and of a device are good for another matter, which is a ticket of its own, once")
    func anotherMatter() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            for key in [desk.newFormKey(), deviceKey] {
                func send(_ subject: String, _ body: String) async throws -> TicketID {
                    try await desk.submit(
                        AskForm(
                            key: key, name: "Ada", address: "ada@example.org", subject: subject, body: body)
                    ).id
                }
                let lamp = try await send("Lamp", "It is dark.")
                let bill = try await send("Bill", "It is wrong.")
                #expect(bill != lamp)
                #expect(try await send("Bill", "It is wrong.") == bill)
                #expect(try await send("Lamp", "It is dark.") == lamp)
                #expect(try await send("The lamp", "It is dark.") == lamp)
                #expect(try await store.ticket(lamp)?.subject == "The lamp")
                #expect(try await store.ticket(bill)?.subject == "Bill")
            }
        }
    }

    @Test("That is missing makes a form the same for ten minutes, and not for longer")
    func withoutKey() async throws {
        try await DeskFixture.withFolder { folder in
            let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
            let clock = ManualClock()
            let desk = DeskFixture.desk(on: store, now: { clock.now })
            // Ten minutes are counted from the form, not from the clock's own tens.
            clock.advance(599)
            let first = try await send(desk, key: "")
            clock.advance(2)
            #expect(try await send(desk, key: "") == first)
            #expect(try await send(desk, key: "x") == first)
            #expect(try await send(desk, key: "", body: "It is very dark.") != first)
            clock.advance(590)
            #expect(try await send(desk, key: "") == first)
            clock.advance(15)
            #expect(try await send(desk, key: "") != first)
        }
    }

    @Test("Has the form that devices give it, or is none")
    func forms() {
        let wrong = [
            "", "d", deviceKey + "A", String(deviceKey.dropLast()) + "!", "e" + deviceKey.dropFirst(),
        ]
        expectNoDifference(wrong.map(SecretLinks.isOfDevice), [false, false, false, false, false])
        #expect(SecretLinks.isOfDevice(deviceKey))
    }

    @Test("Files that come with the same form once more are added, and no file twice")
    func files() async throws {
        try await DeskFixture.withDesk { desk, store async throws in
            func file(_ name: String) async throws -> Tickets.Attachment {
                let pieces = OneText(name)
                return try await desk.keep(named: name, mediaType: "text/plain") { await pieces.next() }
            }
            let key = desk.newFormKey()
            var form = AskForm(
                key: key, name: "Ada", address: "ada@example.org", subject: "Lamp", body: "It is dark.")
            form.attachments = [try await file("a.txt")]
            let id = try await desk.submit(form).id
            #expect(try await desk.submit(form).id == id)
            form.attachments.append(try await file("b.txt"))
            #expect(try await desk.submit(form).id == id)
            let messages = try await store.thread(id)?.messages ?? []
            expectNoDifference(
                messages.map { $0.attachments.map(\.name.description) }, [["a.txt"], ["b.txt"]])
        }
    }

    @Test("A form's fields become the ticket's, and all that is wrong with them is told at once")
    func fields() async throws {
        try await DeskFixture.withDesk { desk, _ async throws in
            let fields = try FieldSet([
                FieldDefinition(key: "topic", title: "Topic", kind: .choice(["billing"])),
                FieldDefinition(key: "order", title: "Order", kind: .number(1...9), isRequired: true),
                FieldDefinition(key: "room", title: "Room", kind: .text(longestBytes: 9)),
            ])
            let wrong = AskForm(
                key: "", name: "", address: "ada@example.org", subject: "Lamp", body: "Dark.", fields: fields,
                filled: ["topic": "x", "room": "1234567890"])
            await #expect(
                throws: AskFormError(
                    mistakes: [.name: .missing],
                    fieldMistakes: [
                        FieldMistake(key: "topic", .notAChoice(["billing"])),
                        FieldMistake(key: "order", .missing),
                        FieldMistake(key: "room", .tooLong(bytes: 9)),
                    ])
            ) { try await desk.submit(wrong) }
            var right = AskForm(
                key: "", name: "Ada", address: "ada@example.org", subject: "Lamp", body: "Dark.",
                fields: fields,
                filled: ["topic": "billing", "order": "3", "room": " 7 ", "unknown": "x"])
            (right.language, right.article) = ("de", "/lamps/")
            let ticket = try await desk.submit(right)
            expectNoDifference(
                ticket.fields,
                [
                    "topic": .choice("billing"), "order": .number(3), "room": .text("7"),
                    "came_from": .text("/lamps/"),
                ])
            expectNoDifference(ticket.state.language, "de")
            expectNoDifference(ticket.state.fields.keys.sorted(), ["order", "topic"])
        }
    }
}

private actor OneText {
    private var text: String?
    init(_ text: String) { self.text = text }
    func next() -> [UInt8]? {
        defer { text = nil }
        return text.map { Array($0.utf8) }
    }
}
