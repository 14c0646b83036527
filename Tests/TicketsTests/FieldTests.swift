// Custom fields, files and what else people fill in.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("A custom field")
struct FieldTests {
    private func fields() throws -> FieldSet {
        try FieldSet([
            FieldDefinition(key: "room", title: "Room", kind: .text(longestBytes: 10)),
            FieldDefinition(key: "seats", title: "Seats", kind: .number(1...500), isRequired: true),
            FieldDefinition(key: "plan", title: "Plan", kind: .choice(["free", "gold"]), isPersonal: true),
            FieldDefinition(key: "since", title: "Since", kind: .date),
            FieldDefinition(key: "terms", title: "Terms", kind: .checkbox, isRequired: true),
        ])
    }

    @Test("Is read by its type, and what is personal is said to be")
    func read() throws {
        let form = [
            "room": " Kitchen ", "seats": "12.5", "plan": "gold", "since": "2024-02-29", "terms": "on",
        ]
        let (commands, mistakes) = try fields().read { form[$0] }
        expectNoDifference(mistakes, [])
        expectNoDifference(
            commands,
            [
                .setField("room", .text("Kitchen"), isPersonal: true),
                .setField("seats", .number(12.5), isPersonal: false),
                .setField("plan", .choice("gold"), isPersonal: true),
                .setField("since", .date(try #require(LocalDate("2024-02-29"))), isPersonal: false),
                .setField("terms", .checkbox(true), isPersonal: false),
            ])
    }

    @Test("Says each mistake in words for whoever fills it in")
    func mistakes() throws {
        let forms = [
            ["room": "A very long room", "seats": "many", "plan": "silver", "since": "29.2.2024"],
            ["seats": "501", "terms": "off"], ["seats": "nan", "terms": "on"],
        ]
        let lines = try forms.map { form in
            try fields().read { form[$0] }.mistakes.map { "\($0.key): \($0)" }
        }
        expectNoDifference(
            lines,
            [
                [
                    "room: This is too long: 10 characters are the most.",
                    "seats: Please write a number, like 12 or 3.5.",
                    "plan: Please choose one of: free, gold.",
                    "since: Please write a date, like 2026-11-21.", "terms: Please fill this in.",
                ],
                ["seats: Please write a number from 1 to 500.", "terms: Please fill this in."],
                ["seats: Please write a number, like 12 or 3.5."],
            ])
    }

    @Test("Is defined without contradictions, or all of them are said at once")
    func definitions() {
        let error = #expect(throws: SettingProblems.self) {
            try FieldSet([
                FieldDefinition(key: "Room 1", title: "Room", kind: .text(longestBytes: 0)),
                FieldDefinition(key: "a", title: "A", kind: .choice([])),
                FieldDefinition(key: "a", title: "A", kind: .choice(["x", "x"])),
            ])
        }
        expectNoDifference(
            error?.description,
            """
            fields.Room 1: a key has lower-case letters, digits and “_” alone. [out-of-range]
            fields.Room 1.longest: a text has room for at least one byte. [out-of-range]
            fields.a.choices: there is nothing to choose: name choices. [empty]
            fields.a: there is another field of that key: rename it. [repeated]
            fields.a.choices: “x” stands there twice: leave one. [repeated]
            """)
    }

    @Test("That is personal lives beside the state and goes when the person is erased")
    func personal() throws {
        let ticket = Ticket(
            id: TicketID(7), subject: "Lamp", requester: Requester(name: "Ada", address: "ada@example.org"),
            status: .new, queue: "triage", rating: nil, createdAt: TicketStory.start, revision: 1,
            linkGeneration: 1)
        var edit = TicketEdit(taking: ticket, body: "It is dark.")
        try edit.apply(.setField("room", .text("Kitchen"), isPersonal: true), by: .requester)
        try edit.apply(.setField("room", .text("Kitchen"), isPersonal: true), by: .requester)
        try edit.apply(.setField("seats", .number(2), isPersonal: false), by: .requester)
        expectNoDifference(edit.ticket.fields, ["room": .text("Kitchen"), "seats": .number(2)])
        try edit.apply(.erase, by: .agent(name: "grace"))
        expectNoDifference(edit.ticket.fields, ["seats": .number(2)])
        expectNoDifference(edit.ticket.requester, Requester(name: "", address: ""))
        expectNoDifference(
            edit.events.map(TicketStory.line),
            [
                "ticket.created", "ticket.changed field.room:  → ",
                "ticket.changed field.seats:  → number:2.0", "ticket.erased",
            ])
    }
}

@Suite("An attachment")
struct AttachmentTests {
    @Test("Is called by what can be seen of its name, without paths and dots in front")
    func names() {
        let long = String(repeating: "ä", count: 200) + ".png"
        let names = [
            "\u{200B}.htaccess", "invoice\u{202E}fdp.exe", "../../etc/passwd", "C:\\temp\\a.txt",
            "a\r\nb.txt",
            "\0", "...", "  what?.pdf ", "naïve 🙂.png", "\u{FEFF}..\u{200D}/x", long,
        ].map { FileName(cleaning: $0).description }
        expectNoDifference(
            names,
            [
                "htaccess", "invoicefdp.exe", "passwd", "a.txt", "ab.txt", "file", "file", "what_.pdf",
                "naïve 🙂.png", "x", String(repeating: "ä", count: 98) + ".png",
            ])
    }

    @Test("Has a media type that fits into a header, and a digest of 64 digits")
    func types() throws {
        let digest = try #require(ContentDigest(String(repeating: "0a", count: 32)))
        let types = ["image/PNG", "text/html; charset=utf-8", "a\r\nb: c/d", "image", "a/b/c", ""].map {
            Attachment(name: FileName(cleaning: "a"), mediaType: $0, lengthBytes: 1, digest: digest).mediaType
        }
        let unknown = "application/octet-stream"
        expectNoDifference(types, ["image/png", unknown, unknown, unknown, unknown, unknown])
        expectNoDifference(ContentDigest(String(repeating: "0A", count: 32)), nil)
    }

    @Test("A note and its files are never among what the customer may read")
    func notes() {
        let message = { (body: String, visibility: Message.Visibility) in
            Message(author: .agent(name: "grace"), body: body, at: TicketStory.start, visibility: visibility)
        }
        let thread = [message("Hello", .public), message("Rude customer", .internal)]
        expectNoDifference(thread.forRequester.map(\.body), ["Hello"])
    }
}

@Suite("A field with a condition")
struct ConditionTests {
    private func set() throws -> FieldSet {
        try FieldSet([
            FieldDefinition(key: "topic", title: "Topic", kind: .choice(["billing", "other"])),
            FieldDefinition(
                key: "order", title: "Order", kind: .number(1...9), isRequired: true,
                conditions: [FieldCondition(key: "topic", values: ["billing"])]),
            FieldDefinition(
                key: "call", title: "Call", kind: .checkbox,
                conditions: [FieldCondition(key: "order", values: ["3"])]),
            FieldDefinition(
                key: "phone", title: "Phone", kind: .text(longestBytes: 20), isRequired: true,
                conditions: [FieldCondition(key: "call", values: ["yes"])]),
        ])
    }

    @Test(
        "Is looked at only while the condition holds, and so is what depends on it",
        arguments: [
            ([:], 0, []), (["topic": "other", "order": "x", "phone": ""], 1, []),
            (["topic": "billing"], 1, ["order"]), (["topic": "billing", "order": "2", "call": "yes"], 3, []),
            (["topic": "billing", "order": "3.0", "call": "yes"], 3, ["phone"]),
            (["topic": "billing", "order": "3", "call": "yes", "phone": "1"], 4, []),
        ] as [([String: String], Int, [String])])
    func conditions(filled: [String: String], count: Int, wrong: [String]) throws {
        let (commands, mistakes) = try set().read { filled[$0] }
        expectNoDifference(mistakes.map(\.key), wrong)
        #expect(commands.count <= count)
    }

    @Test("Cannot depend on what stands behind it")
    func order() {
        #expect(throws: SettingProblems.self) {
            try FieldSet([
                FieldDefinition(
                    key: "a", title: "A", kind: .checkbox,
                    conditions: [FieldCondition(key: "b", values: ["yes"])]),
                FieldDefinition(key: "b", title: "B", kind: .checkbox),
            ])
        }
    }

    @Test("A mail address looks like one, and is personal")
    func addresses() throws {
        let field = FieldDefinition(key: "mail", title: "Mail", kind: .address)
        #expect(field.isPersonal)
        #expect(try field.value(from: " a@b.example ") == .text("a@b.example"))
        #expect(throws: FieldMistake(key: "mail", .notAnAddress)) { try field.value(from: "a@b@c") }
    }
}
