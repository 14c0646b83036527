// Facts, figures, and what lies beside the tickets when everything goes out and in again.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    static let operating = [
        StoreRule("A fact is kept until another takes its place, and each stands alone") { store in
            try expect(try await store.fact(.linkKey), is: nil)
            try await store.keep(.linkKey, "one")
            try await store.keep(.probe, "now")
            try await store.keep(.linkKey, "two")
            try expect(try await store.fact(.linkKey), is: "two")
            try expect(try await store.fact(.probe), is: "now")
        },
        StoreRule("What there is and what waits is counted") { store in
            try expect(try await store.figures(heldIn: "held").tickets, is: [:])
            var ids: [TicketID] = []
            for number in 1...4 {
                ids.append(try await store.submit(Sample.question("\(number)"), now: Sample.noon).id)
            }
            _ = try await store.edit(ids[0], now: Sample.noon) { edit in
                edit.reply("Hello.", by: "grace")
                edit.mail(subject: "Re", text: "Hello.")
                edit.mail(subject: "Re", text: "Once more.")
            }
            try await store.markSent([1], now: Sample.noon)
            _ = try await store.edit(ids[1], now: Sample.noon) { $0.record([], queue: ("held", "rules")) }
            for id in [ids[2], ids[3]] {
                _ = try await store.edit(id, now: Sample.noon) { $0.solve(by: "grace") }
            }
            _ = try await store.edit(ids[2], now: Sample.noon) { $0.record([], queue: nil) }
            let figures = try await store.figures(heldIn: "held")
            try expect(figures.tickets, is: [.pending: 1, .new: 1, .solved: 2])
            try expect([figures.held, figures.undecided, figures.unsentMails], is: [1, 2, 1])
            try expect(figures.failedCommits, is: 0)
        },
        StoreRule("What lies beside the tickets comes back as it was: counts, plugins, numbers of events") {
            store in
            let besideTickets = try await besideTickets()
            for record in besideTickets { try await store.take([record]) }
            try expect(try await store.records(), is: besideTickets)
            try expect(try await store.events(after: 0, limit: 9).map(\.number), is: [7])
            try expect(try await store.events(after: 0, limit: 9).map(\.depth), is: [2])
            try expect(try await store.lastEvent(), is: 7)
            try expect(
                try await store.pluginRecord("p"),
                is: PluginRecord(stateRevision: 3, state: #"{"a":1}"#, cursor: 7, memory: "[1]"))
            try expect(
                try await store.dueAppointments(of: "p", now: .distantFuture, limit: 9).map(\.key), is: ["k"])
            let dead = try await store.pluginCalls(of: "p", outcome: .dead, after: 0, limit: 9)
            try expect(dead.map(\.number), is: [5])
            // A call that was answered is not made again, and a new one gets a number behind it.
            try await expect(PluginCommitError.alreadyDone(call: "c1")) {
                try await store.commit([PluginWork(call("c1", .answered))], to: [], now: Sample.noon) { _ in }
            }
            try await store.commit([PluginWork(call("c3", .answered))], to: [], now: Sample.noon) { _ in }
            let last = try await store.pluginCalls(of: nil, outcome: nil, after: 5, limit: 9)
            try expect(last.map(\.call.call), is: ["c3"])
            // What a customer has somebody forget goes with the ticket, here too.
            _ = try await store.erase([TicketID(1)], by: Sample.grace, now: Sample.noon)
            let left = try await store.pluginCalls(of: nil, outcome: nil, after: 0, limit: 9)
            try expect(left.map(\.call.call), is: [])
        },
        StoreRule("Nothing that is there is replaced by what is taken in, and half of it is not kept") {
            store in
            let besideTickets = try await besideTickets()
            for record in besideTickets { try await store.take([record]) }
            for record in besideTickets {
                try await expect(.notEmpty) { try await store.take([record]) }
            }
            let new = StoreRecord.suggestion(SuggestionCount(day: 1, outcome: .left))
            try await expect(.notEmpty) { try await store.take([new] + besideTickets.suffix(1)) }
            try expect(try await store.records(), is: besideTickets)
        },
        StoreRule("A ticket of which a message is missing is not taken in") { store in
            guard case .ticket(let whole) = try await besideTickets()[0] else { return }
            let record = TicketRecord(
                ticket: whole.ticket, key: whole.key, editKeys: [], isDecided: false, messages: [],
                decisions: [], events: whole.events)
            try await expect(.missingMessage) { try await store.take([.ticket(record)]) }
            try expect(try await store.records(), is: [])
        },
    ]

    private static func call(_ name: String, _ outcome: PluginCall.Outcome) -> PluginCall {
        PluginCall(
            plugin: "p", call: name, method: "event", tickets: [TicketID(1)], at: Sample.noon,
            request: "{}", response: "{}", milliseconds: 1.5, outcome: outcome)
    }

    private static func request(_ number: Int64, due: Date?) -> StoredRequest {
        let request = OutgoingRequest(
            plugin: "p", call: "c1", place: Int(number), ticket: TicketID(1), address: "https://example.org/",
            body: "{}", at: Sample.noon)
        return StoredRequest(number: number, request: request, due: due, attempts: 2, reason: "it was late")
    }

    /// A ticket whose only event had the number 7, and one of everything beside it.
    private static func besideTickets() async throws -> [StoreRecord] {
        let other = MemoryStore()
        _ = try await other.submit(Sample.question("k1"), now: Sample.noon)
        guard case .ticket(let made) = try require(try await other.records().first) else { return [] }
        let record = TicketRecord(
            ticket: made.ticket, key: made.key, editKeys: [], isDecided: false, messages: made.messages,
            decisions: [], events: made.events, eventNumbers: [7], eventDepths: [2])
        let kept = PluginRecord(stateRevision: 3, state: #"{"a":1}"#, cursor: 7, memory: "[1]")
        return [
            .ticket(record), .vote(Vote(voter: "x", article: "/lamp/", isHelpful: true, at: Sample.noon)),
            .suggestion(SuggestionCount(day: 20_000, outcome: .opened, article: "/lamp/", count: 4)),
            .plugin(KeptPlugin(id: "p", record: kept)),
            .call(RecordedCall(number: 3, call: call("c1", .answered))),
            .call(RecordedCall(number: 5, call: call("c2", .dead))),
            .appointment(
                PluginAppointment(
                    plugin: "p", key: "k", due: Sample.noon, ticket: TicketID(1), data: "1")),
            .request(request(3, due: Sample.noon + 60)), .request(request(4, due: nil)),
        ]
    }
}
