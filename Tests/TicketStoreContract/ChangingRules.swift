// Tickets change, one or two at a time.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    static let changing = [
        StoreRule("What was committed is what is read, and the state is what the events say") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            let decision = Decision(
                plugin: "rules", hook: "ticket.route",
                outcome: .proposedQueue("billing", strength: .should), confidence: 0.5, reason: "because",
                won: true, at: Sample.noon)
            let ticket = try require(
                try await store.edit(id, now: Sample.noon + 0.0004) { edit in
                    edit.record([decision], queue: ("billing", "rules"))
                    try edit.say("Between us: odd.", visibility: .internal, by: Sample.grace)
                    try edit.say("Turn it on.", by: Sample.grace, then: .pending)
                    try edit.apply(.tag("lamps"), by: Sample.grace)
                    try edit.apply(.snooze(until: Sample.noon + 3_600), by: Sample.grace)
                    edit.mail(subject: "Re: Lamp", text: "Turn it on.")
                    return edit.ticket
                })
            let thread = try require(try await store.thread(id))
            try expect(thread.ticket, is: ticket)
            try expect(thread.ticket.state, is: try TicketState(id: id, rebuilding: thread.events))
            try expect(thread.decisions, is: [decision])
            try expect(thread.messages.forRequester.map(\.body), is: ["It is dark.", "Turn it on."])
            try expect(thread.messages.map(\.visibility), is: [.public, .internal, .public])
            try expect(thread.messages.map(\.at), is: [Sample.noon, Sample.noon, Sample.noon])
            try expect(try await store.undecided(after: TicketID(0), limit: 9), is: [])
        },
        StoreRule("An edit that throws leaves nothing behind, and one of no ticket is nil") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            let before = try await store.thread(id)
            try await expect(TicketError.notSolved) {
                _ = try await store.edit(id, once: "form", now: Sample.noon) { edit in
                    edit.reply("Half done.", by: "grace")
                    try edit.rate(.good)
                }
            }
            try expect(try await store.thread(id), is: before)
            let isRepeated = try await store.edit(id, once: "form", now: Sample.noon) { $0.isRepeated }
            try expect(isRepeated, is: false)
            let nobody: Void? = try await store.edit(TicketID(99), now: Sample.noon) { $0.solve(by: "x") }
            try expect(nobody == nil, is: true)
        },
        StoreRule("An edit knows a form that was used before, also on another ticket") { store in
            var seen: [Bool?] = []
            for key in ["a", "b"] {
                let id = try await store.submit(Sample.question(key), now: Sample.noon).id
                for form in ["form", "other \(key)"] {
                    seen.append(try await store.edit(id, once: form, now: Sample.noon) { $0.isRepeated })
                }
            }
            try expect(seen, is: [false, false, true, false])
        },
        StoreRule("Many edits at once are all there, and one that fails takes no other with it") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            let failures = await withTaskGroup(of: Bool.self) { group in
                for number in 1...40 {
                    group.addTask {
                        do {
                            _ = try await store.edit(id, now: Sample.noon) { edit in
                                edit.reply("\(number)", by: "grace")
                                if number % 4 == 0 { throw TicketError.tooMany }
                            }
                            return false
                        } catch {
                            return (error as? TicketError) == .tooMany
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try expect(failures, is: 10)
            let thread = try require(try await store.thread(id))
            let wanted = Set((1...40).filter { $0 % 4 != 0 }.map(String.init)).union(["It is dark."])
            try expect(Set(thread.messages.map(\.body)), is: wanted)
            try expect(thread.messages.count, is: 31)
            try expect(thread.ticket.state, is: try TicketState(id: id, rebuilding: thread.events))
        },
    ]

    static let pairs = [
        StoreRule("Two tickets become one and two again, both or neither") { store in
            let first = try await store.submit(Sample.question("1"), now: Sample.noon).id
            let second = try await store.submit(Sample.question("2"), now: Sample.noon).id
            _ = try await store.edit(first, second, now: Sample.noon) { here, there in
                try here.merge(into: &there, by: Sample.grace)
            }
            try expect(try await store.thread(first)?.ticket.state.mergedInto, is: second)
            try expect(try await store.thread(second)?.ticket.state.mergedFrom.map(\.ticket), is: [first])
            try await expect(TicketError.closed) {
                _ = try await store.edit(first, second, now: Sample.noon) { here, there in
                    try here.undoMerge(from: &there, by: Sample.grace)
                    throw TicketError.closed
                }
            }
            try expect(try await store.thread(first)?.ticket.status, is: .closed)
            _ = try await store.edit(first, second, now: Sample.noon) { here, there in
                try here.undoMerge(from: &there, by: Sample.grace)
            }
            for id in [first, second] {
                let thread = try require(try await store.thread(id))
                try expect([thread.ticket.status], is: [.new])
                try expect(thread.ticket.state, is: try TicketState(id: id, rebuilding: thread.events))
            }
        },
        StoreRule("A pair is of two tickets, and both must be there") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            try await expect(TicketError.sameTicket) {
                _ = try await store.edit(id, id, now: Sample.noon) { _, _ in }
            }
            let nobody: Void? = try await store.edit(id, TicketID(99), now: Sample.noon) { _, _ in }
            try expect(nobody == nil, is: true)
        },
    ]

    static let erasing = [
        StoreRule("A requester who is erased leaves no word, and events that are true") { store in
            let file = try await store.keep("a picture of Ada")
            let attachment = Attachment(
                name: FileName(cleaning: "ada.png"), mediaType: "image/png", lengthBytes: file.lengthBytes,
                digest: file.digest)
            let question = Sample.question(
                subject: "Ada's lamp", attachments: [attachment],
                commands: [.setField("room", .text("Ada's"), isPersonal: true)])
            let id = try await store.submit(question, now: Sample.noon).id
            _ = try await store.edit(id, now: Sample.noon) { edit in
                let words = Decision(
                    plugin: "rules", hook: "ticket.reply", outcome: .suggestedReply("Dear Ada"),
                    reason: "Ada says so", at: Sample.noon)
                edit.record([words], queue: nil)
                edit.mail(subject: "Re: Ada's lamp", text: "Dear Ada")
            }
            let other = try await store.submit(
                Sample.question("2", name: "Eve", address: "eve@example.org"), now: Sample.noon)
            let before = try require(try await store.thread(id))
            let found = try await store.tickets(from: "ADA@example.org", limit: 9).map(\.id)
            try expect(found, is: [id])
            let erased = try await store.erase([id, TicketID(99)], by: Sample.grace, now: Sample.noon + 60)
            try expect(erased, is: [id])
            let after = try require(try await store.thread(id))
            try expect(Array(after.events.prefix(before.events.count)), is: before.events)
            try expect(after.ticket.state, is: try TicketState(id: id, rebuilding: after.events))
            try expect("\(after)".contains("Ada"), is: false, "\(after)")
            try expect(after.ticket.linkGeneration, is: 2)
            try expect(after.messages.map(\.attachments), is: [[]])
            try expect(try await store.tickets(from: "ada@example.org", limit: 9), is: [])
            try expect(try await store.search(TicketQuery("ada"), before: nil, limit: 9), is: [])
            try expect(try await store.unsentMails(after: 0, limit: 9), is: [])
            try expect(try await store.text(of: file.digest), is: nil)
            try expect(try await store.removeUnusedFiles(keptBefore: Sample.noon + 1), is: 0)
            try expect(try await store.erasedTicketsWithTraces(limit: 9), is: [id])
            try await store.markTracesRemoved(of: [id])
            try expect(try await store.erasedTicketsWithTraces(limit: 9), is: [])
            try expect(try await store.thread(other.id)?.ticket, is: other)
        },
        StoreRule("A file that another message has stays when the first of them is erased") { store in
            let file = try await store.keep("a picture")
            let attachment = Attachment(
                name: FileName(cleaning: "lamp.png"), mediaType: "image/png", lengthBytes: file.lengthBytes,
                digest: file.digest)
            let first = try await store.submit(
                Sample.question("1", attachments: [attachment]), now: Sample.noon)
            _ = try await store.submit(Sample.question("2", attachments: [attachment]), now: Sample.noon)
            _ = try await store.erase([first.id], by: Sample.grace, now: Sample.noon)
            try expect(try await store.text(of: file.digest), is: "a picture")
        },
        StoreRule("Erasing finishes what waited: no clock runs on, no list waits for it, no plugin is asked")
        {
            store in
            let promise = SLAPolicy(id: "all", targets: [SLATarget(.firstReply, withinSeconds: 60)])
            store.promise(try ServiceLevels(policies: [promise], closesAfterSeconds: 600)) { _, _ in }
            var ids: [TicketID] = []
            for number in 1...4 {
                ids.append(try await store.submit(Sample.question("\(number)"), now: Sample.noon).id)
            }
            _ = try await store.edit(ids[1], now: Sample.noon) { edit in
                edit.reply("Turn it on.", by: "grace")
                try edit.apply(.snooze(until: Sample.noon + 90), by: Sample.grace)
            }
            _ = try await store.edit(ids[2], now: Sample.noon) { $0.solve(by: "grace") }
            _ = try await store.edit(ids[3], ids[0], now: Sample.noon) { here, there in
                try here.merge(into: &there, by: Sample.grace)
            }
            _ = try await store.erase(ids, by: Sample.grace, now: Sample.noon + 30)
            for id in ids {
                let thread = try require(try await store.thread(id))
                try expect(thread.ticket.status, is: .closed, "\(id)")
                try expect(thread.ticket.state, is: try TicketState(id: id, rebuilding: thread.events))
            }
            let thread = try require(try await store.thread(ids[0]))
            try expect(
                thread.events.suffix(5).map(\.kind), is: [.changed, .solved, .changed, .closed, .erased])
            try expect(try await store.dueTimers(now: .distantFuture, limit: 9), is: [])
            try expect(try await store.undecided(after: TicketID(0), limit: 9), is: [])
            let list = try await store.tickets(after: nil, limit: 9)
            try expect([list.count, list.unsolvedCount], is: [4, 0])
        },
        StoreRule("What came to an erased ticket later can be erased, too, and stays until then") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.erase([id], by: Sample.grace, now: Sample.noon)
            _ = try await store.edit(id, now: Sample.noon + 60) { $0.add("Late.") }
            try expect(try await store.thread(id)?.messages.map(\.body), is: ["", "Late."])
            try expect(try await store.search(TicketQuery("late"), before: nil, limit: 9).map(\.id), is: [id])
            _ = try await store.erase([id], by: Sample.grace, now: Sample.noon + 90)
            try expect(try await store.thread(id)?.messages.map(\.body), is: ["", ""])
        },
        StoreRule(
            "What comes with the key of an erased ticket is a ticket of its own, once, whatever it says"
        ) {
            store in
            func key(_ key: String, since: Date) -> Submission {
                Submission(
                    key: key, requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                    body: "It is dark.", queue: "triage",
                    recent: .init(key: "key", since: since), ownKey: "own \(key)")
            }
            let first = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.erase([first], by: Sample.grace, now: Sample.noon)
            let bare = try require(try await store.thread(first))
            let second = try await store.submit(Sample.question(), now: Sample.noon + 30)
            try expect(try await store.submit(Sample.question(), now: Sample.noon + 31), is: second)
            // The key counts as that of a ticket for a while: also as that of the one which took its place.
            let late = try await store.submit(key("late", since: Sample.noon), now: Sample.noon + 40)
            try expect(late.id, is: second.id)
            let corrected = Sample.question(subject: "Bill", body: "It is wrong.", ownKey: "Bill")
            let third = try await store.submit(corrected, now: Sample.noon + 50).id
            _ = try await store.erase([second.id, third], by: Sample.grace, now: Sample.noon + 60)
            let fourth = try await store.submit(corrected, now: Sample.noon + 70).id
            var said: [[String]] = []
            for id in [second.id, third, fourth] {
                said.append(try require(try await store.thread(id)).messages.map(\.body))
            }
            try expect(said, is: [[""], [""], ["It is wrong."]])
            try expect([second.id, third, fourth].map(\.number), is: [2, 3, 4])
            try expect(try require(try await store.thread(first)).ticket, is: bare.ticket)
        },
        StoreRule("Nothing goes on from a ticket that was erased, and nothing of it is left") { store in
            let first = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.edit(first, now: Sample.noon) { edit in
                try edit.apply(.move(to: .solved), by: Sample.grace)
                try edit.apply(.move(to: .closed), by: .desk)
            }
            _ = try await store.erase([first], by: Sample.grace, now: Sample.noon)
            try await expect(TicketError.erased) {
                _ = try await store.submit(
                    Sample.question("more", body: "Dark again.", followUpOf: first), now: Sample.noon + 60)
            }
            try expect(try await store.ticket(TicketID(2)), is: nil)
            try expect(
                try await store.submit(Sample.question("more"), now: Sample.noon + 60).id.number, is: 2)
        },
    ]
}
