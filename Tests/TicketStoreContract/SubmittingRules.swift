// Questions become tickets.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    static let submitting = [
        StoreRule("One form key is one ticket, however often and at how many places at once it is sent") {
            store in
            let numbers = try await withThrowingTaskGroup(of: TicketID.self) { group in
                for _ in 1...8 {
                    group.addTask { try await store.submit(Sample.question(), now: Sample.noon).id }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            try expect(numbers, is: [TicketID(1)])
            try expect(try await store.thread(TicketID(1))?.messages.count, is: 1)
            let other = try await store.submit(Sample.question("other"), now: Sample.noon)
            try expect(other.id, is: TicketID(2))
        },
        StoreRule("A form that was corrected changes name and subject, and adds a text that is new") {
            store in
            func corrected(_ name: String, _ subject: String, _ body: String) -> Submission {
                Sample.question(name: name, subject: subject, body: body, ownKey: "own")
            }
            let first = try await store.submit(corrected("Ada", "Lamp", "It is dark."), now: Sample.noon)
            _ = try await store.submit(corrected("Ada L.", "The lamp", "It is dark."), now: Sample.noon + 30)
            let again = corrected("Ada L.", "The lamp", "It is very dark.")
            let later = try await store.submit(again, now: Sample.noon + 60)
            try expect(later.id, is: first.id)
            let thread = try require(try await store.thread(first.id))
            try expect(thread.ticket, is: later)
            try expect(try await store.ticket(first.id), is: later)
            try expect(try await store.ticket(TicketID(2)), is: nil)
            try expect(
                [thread.ticket.subject, thread.ticket.requester.name] + thread.messages.map(\.body),
                is: ["The lamp", "Ada L.", "It is dark.", "It is very dark."])
        },
        StoreRule(
            "Another subject with another text is a ticket of its own, once, and changes nothing of the first"
        ) {
            store in
            let size = TicketCommand.setField("size", .number(1), isPersonal: false)
            let first = try await store.submit(
                Sample.question(commands: [size], ownKey: "Lamp"), now: Sample.noon)
            let size2 = TicketCommand.setField("size", .number(2), isPersonal: false)
            let bill = Sample.question(
                subject: "Bill", body: "It is wrong.", commands: [size2], ownKey: "Bill")
            let second = try await store.submit(bill, now: Sample.noon + 60)
            try expect(try await store.submit(bill, now: Sample.noon + 90), is: second)
            let more = Sample.question(subject: "Bill", body: "Very wrong.", ownKey: "Bill")
            try expect(try await store.submit(more, now: Sample.noon + 95).id, is: second.id)
            _ = try await store.submit(
                Sample.question(subject: "Tap", body: "It drips.", ownKey: "Tap"), now: Sample.noon + 99)
            var found: [[String]] = []
            for number in Int64(1)...3 {
                let thread = try require(try await store.thread(TicketID(number)))
                let fields = thread.ticket.fields.values.map(\.plain)
                found.append([thread.ticket.subject] + fields + thread.messages.map(\.body))
            }
            try expect(
                found,
                is: [
                    ["Lamp", "1", "It is dark."], ["Bill", "2", "It is wrong.", "Very wrong."],
                    ["Tap", "It drips."],
                ])
            try expect(try await store.ticket(first.id), is: first)
            // Also where the first is over: it is no follow-up of what it is not about.
            _ = try await store.edit(first.id, now: Sample.noon + 100) { edit in
                try edit.apply(.move(to: .solved), by: Sample.grace)
                try edit.apply(.move(to: .closed), by: .desk)
            }
            try expect(try await store.submit(bill, now: Sample.noon + 110).id, is: second.id)
        },
        StoreRule("A ticket keeps what the form says beside the text, and leaves out what cannot be") {
            store in
            let file = try await store.keep("a picture")
            let attachment = Attachment(
                name: FileName(cleaning: "lamp.png"), mediaType: "image/png", lengthBytes: file.lengthBytes,
                digest: file.digest)
            let question = Sample.question(
                attachments: [attachment],
                commands: [
                    .setLanguage("de"), .setField("colour", .choice("red"), isPersonal: false),
                    .setField("room", .text("Number 7"), isPersonal: true), .setTier("no@identifier"),
                ])
            let ticket = try await store.submit(question, now: Sample.noon)
            let thread = try require(try await store.thread(ticket.id))
            try expect(thread.ticket, is: ticket)
            try expect(thread.ticket.fields, is: ["colour": .choice("red"), "room": .text("Number 7")])
            try expect([thread.ticket.state.language, thread.ticket.state.tier], is: ["de", nil])
            try expect(thread.messages.map(\.attachments), is: [[attachment]])
        },
        StoreRule("A ticket whose file was not kept is refused, and nothing of it is left") { store in
            let digest = try require(ContentDigest(String(repeating: "a", count: 64)))
            let attachment = Attachment(
                name: FileName(cleaning: "a"), mediaType: "image/png", lengthBytes: 1, digest: digest)
            try await expect(StoreError(.missingFile, number: 0)) {
                _ = try await store.submit(Sample.question(attachments: [attachment]), now: Sample.noon)
            }
            try expect(try await store.tickets(after: nil, limit: 9).count, is: 0)
            _ = try await store.submit(Sample.question(), now: Sample.noon)
        },
        StoreRule("What is said after a ticket was closed begins one that follows it up") { store in
            let first = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.edit(first, now: Sample.noon) { edit in
                try edit.apply(.move(to: .solved), by: Sample.grace)
                try edit.apply(.move(to: .closed), by: .desk)
            }
            let question = Sample.question("more", body: "Dark again.", followUpOf: first)
            let second = try await store.submit(question, now: Sample.noon + 60)
            try expect(second.state.links, is: [TicketLink(.followUpOf, first)])
            let earlier = try require(try await store.thread(first))
            try expect(earlier.ticket.state.links, is: [TicketLink(.followedUpBy, second.id)])
            try expect(try await store.submit(question, now: Sample.noon + 90), is: second)
        },
        StoreRule(
            "A form that is sent again with other words for a closed ticket begins one that follows it up"
        ) {
            store in
            let first = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.edit(first, now: Sample.noon) { edit in
                try edit.apply(.move(to: .solved), by: Sample.grace)
                try edit.apply(.move(to: .closed), by: .desk)
            }
            try expect(try await store.submit(Sample.question(), now: Sample.noon + 30).id, is: first)
            let changed = Sample.question(body: "It is dark again.")
            let second = try await store.submit(changed, now: Sample.noon + 60)
            try expect(second.state.links, is: [TicketLink(.followUpOf, first)])
            try expect(try await store.submit(changed, now: Sample.noon + 90), is: second)
            let bodies = [
                try await store.thread(first)?.messages.map(\.body),
                try await store.thread(second.id)?.messages.map(\.body),
            ]
            try expect(bodies, is: [["It is dark."], ["It is dark again."]])
        },
    ]
}
