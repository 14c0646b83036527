// What plugins leave behind is kept with what they do, once.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    private static func call(
        _ name: String = "c1", _ tickets: [TicketID] = [], at moment: Date = Sample.noon,
        _ outcome: PluginCall.Outcome = .answered, plugin: String = "p", request: String = "{}"
    ) -> PluginCall {
        PluginCall(
            plugin: plugin, call: name, method: "event", tickets: tickets, at: moment, request: request,
            response: "{}", milliseconds: 1.5, outcome: outcome)
    }

    static let plugins = [
        StoreRule("The effects of a call, its state, cursor and appointments are kept together, and once") {
            store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            let later = PluginAppointment(plugin: "p", key: "k", due: Sample.noon + 60, ticket: id, data: "1")
            let work = PluginWork(
                call("c1", [id]), state: .init(rev: 0, document: #"{"a":1}"#), cursor: 2, schedule: [later])
            let tag: @Sendable (inout [TicketID: TicketEdit]) throws -> Int = { edits in
                try edits[id]?.apply(.tag("vip"), by: .plugin(id: "p"))
                return edits.count
            }
            try expect(try await store.commit([work], to: [id, TicketID(99)], now: Sample.noon, tag), is: 1)
            try await expect(PluginCommitError.alreadyDone(call: "c1")) {
                _ = try await store.commit([work], to: [id], now: Sample.noon) { edits in
                    try edits[id]?.apply(.tag("twice"), by: .plugin(id: "p"))
                }
            }
            try expect(try await store.thread(id)?.ticket.state.tags, is: ["vip"])
            try expect(
                try await store.pluginRecord("p"),
                is: PluginRecord(stateRevision: 1, state: #"{"a":1}"#, cursor: 2))
            try expect(try await store.dueAppointments(of: "p", now: Sample.noon + 60, limit: 9), is: [later])
            try expect(try await store.nextAppointment(of: "p", after: Sample.noon), is: Sample.noon + 60)
            try expect(
                try await store.pluginCalls(of: "p", outcome: nil, after: 0, limit: 9).map(\.call),
                is: [call("c1", [id])])
        },
        StoreRule("Whoever keeps what plugins did sees what the customer has asked by then") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            func asked() async throws -> TicketEdit.Asked? {
                try await store.commit([], to: [id], now: Sample.noon) { $0[id]?.asked }
            }
            try expect(try await asked(), is: TicketEdit.Asked(messageCount: 1, isUndecided: true))
            _ = try await store.edit(id, now: Sample.noon) { edit in
                edit.record([], queue: nil)
                try edit.say("Look.", visibility: .internal, by: .plugin(id: "p"))
                edit.reply("Turn it on.", by: "grace")
            }
            try expect(try await asked(), is: TicketEdit.Asked(messageCount: 1, isUndecided: false))
            _ = try await store.edit(id, now: Sample.noon) { $0.add("It is on.") }
            try expect(try await asked(), is: TicketEdit.Asked(messageCount: 2, isUndecided: true))
        },
        StoreRule("When a plugin's state has changed meanwhile, nothing of the call is kept") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            let change = PluginWork.StateChange(rev: 0, document: "{}")
            try await store.commit([PluginWork(call(), state: change)], to: [], now: Sample.noon) { _ in }
            try await expect(PluginCommitError.stateChanged(plugin: "p")) {
                try await store.commit(
                    [PluginWork(call("c0")), PluginWork(call("c2"), state: change)], to: [id],
                    now: Sample.noon
                ) { try $0[id]?.apply(.tag("vip"), by: .plugin(id: "p")) }
            }
            try expect(try await store.thread(id)?.ticket.state.tags, is: [])
            try expect(
                try await store.pluginCalls(of: nil, outcome: nil, after: 0, limit: 9).map(\.call.call),
                is: ["c1"])
            try expect(try await store.pluginRecord("p").stateRevision, is: 1)
        },
        StoreRule("Changes of a plugin's state may follow one another in one commit, without a gap") {
            store in
            func change(_ rev: Int, _ name: String) -> PluginWork {
                PluginWork(call(name), state: .init(rev: rev, document: #"{"rev":\#(rev + 1)}"#))
            }
            try await store.commit([change(0, "c1")], to: [], now: Sample.noon) { _ in }
            for revs in [[1, 3], [1, 1], [0, 1], [2]] {
                try await expect(PluginCommitError.stateChanged(plugin: "p")) {
                    try await store.commit(revs.map { change($0, "r\($0)") }, to: [], now: Sample.noon) { _ in
                    }
                }
            }
            try await store.commit(
                [change(3, "c4"), change(1, "c2"), change(2, "c3")], to: [], now: Sample.noon
            ) { _ in }
            try expect(
                try await store.pluginRecord("p"), is: PluginRecord(stateRevision: 4, state: #"{"rev":4}"#))
        },
        StoreRule("What cannot be done takes the whole call back") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            try await expect(TicketError.notMerged) {
                try await store.commit([PluginWork(call())], to: [id], now: Sample.noon) { edits in
                    try edits[id]?.apply(.tag("vip"), by: .plugin(id: "p"))
                    throw TicketError.notMerged
                }
            }
            try expect(try await store.thread(id)?.ticket.state.tags, is: [])
            try expect(try await store.pluginCalls(of: nil, outcome: nil, after: 0, limit: 9), is: [])
        },
        StoreRule("A call that failed is replaced by its next attempt, and a dead one stays") { store in
            for outcome in [PluginCall.Outcome.failed, .failed, .answered] {
                try await store.commit(
                    [PluginWork(call("c", [], outcome))], to: [], now: Sample.noon
                ) { _ in }
            }
            try await store.commit([PluginWork(call("d", [], .dead))], to: [], now: Sample.noon) { _ in }
            let calls = try await store.pluginCalls(of: "p", outcome: nil, after: 0, limit: 9)
            try expect(calls.map(\.call.outcome), is: [.answered, .dead])
            let dead = try await store.pluginCalls(of: nil, outcome: .dead, after: 0, limit: 9)
            try expect(dead.map(\.call.call), is: ["d"])
            try expect(try await store.pluginCalls(of: "q", outcome: nil, after: 0, limit: 9), is: [])
            try await store.forgetPluginCall(try require(dead.first).number)
            try expect(try await store.pluginCalls(of: nil, outcome: .dead, after: 0, limit: 9), is: [])
        },
        StoreRule("Old calls go, then the oldest beyond the limit; dead letters stay") { store in
            for (name, age) in [("old", 100.0), ("b", 3), ("c", 2), ("d", 1)] {
                let work = PluginWork(
                    call(name, at: Sample.noon - age, request: String(repeating: "x", count: 98)))
                try await store.commit([work], to: [], now: Sample.noon) { _ in }
            }
            try await store.commit(
                [PluginWork(call("dead", at: Sample.noon - 100, .dead))], to: [], now: Sample.noon
            ) { _ in }
            try expect(try await store.trimPluginCalls(before: Sample.noon - 50, mostBytes: 210), is: 2)
            let left = try await store.pluginCalls(of: nil, outcome: nil, after: 0, limit: 9)
            try expect(left.map(\.call.call), is: ["c", "d", "dead"])
        },
        StoreRule("Events have numbers in order, and say how many plugins in a row caused them") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            let first = try await store.lastEvent()
            try await store.commit([PluginWork(call(), depth: 3)], to: [id], now: Sample.noon) {
                try $0[id]?.apply(.tag("vip"), by: .plugin(id: "p"))
            }
            _ = try await store.edit(id, now: Sample.noon) { try $0.apply(.tag("b"), by: Sample.grace) }
            let events = try await store.events(after: first, limit: 9)
            try expect(events.map(\.depth), is: [3, 0])
            try expect(events.map(\.event.kind), is: [.changed, .changed])
            try expect(events.map(\.number), is: events.map(\.number).sorted())
            try expect(try await store.lastEvent(), is: events.last?.number ?? 0)
            try expect(try await store.events(after: first, limit: 1).count, is: 1)
        },
        StoreRule(
            "What a customer says on a ticket that was decided makes it undecided, what an agent says does not"
        ) {
            store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            func decide() async throws {
                _ = try await store.edit(id, now: Sample.noon) { $0.record([], queue: nil) }
            }
            try await decide()
            _ = try await store.edit(id, now: Sample.noon) { $0.reply("Hello.", by: "grace") }
            try expect(try await store.undecided(after: TicketID(0), limit: 9), is: [])
            _ = try await store.edit(id, now: Sample.noon) { $0.add("It is still dark.") }
            try expect(try await store.undecided(after: TicketID(0), limit: 9), is: [id])
            try await decide()
            try expect(try await store.undecided(after: TicketID(0), limit: 9), is: [])
            _ = try await store.edit(id, now: Sample.noon) { try $0.say("And cold.", by: .requester) }
            try expect(try await store.undecided(after: TicketID(0), limit: 9), is: [id])
            // Though an agent has answered: whoever could not be asked is asked later.
            _ = try await store.edit(id, now: Sample.noon) { $0.record([], queue: nil, isComplete: false) }
            try expect(try await store.undecided(after: TicketID(0), limit: 9), is: [id])
        },
        StoreRule("Deliveries begin once, and what is remembered of failures stays") { store in
            try expect(try await store.pluginRecord("p"), is: PluginRecord())
            try await store.beginDeliveries(to: "p", after: 7)
            try await store.beginDeliveries(to: "p", after: 9)
            try await store.remember("[1]", of: "p")
            try expect(try await store.pluginRecord("p"), is: PluginRecord(cursor: 7, memory: "[1]"))
        },
        StoreRule("What a plugin answers about a ticket that was erased meanwhile is kept without words") {
            store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.erase([id], by: Sample.grace, now: Sample.noon)
            let call = PluginCall(
                plugin: "p", call: "late", method: "ticket.route", tickets: [id], at: Sample.noon,
                request: "Ada's words", response: "Ada's words", milliseconds: 1, outcome: .answered)
            let entry = PluginAppointment(
                plugin: "p", key: "k", due: Sample.noon, ticket: id, data: "Ada's words")
            try await store.commit([PluginWork(call, schedule: [entry])], to: [id], now: Sample.noon) {
                edits in
                edits[id]?.note([
                    Decision(
                        plugin: "p", hook: "ticket.reply", outcome: .suggestedReply("Dear Ada"),
                        reason: "Ada says so", at: Sample.noon)
                ])
            }
            let calls = try await store.pluginCalls(of: nil, outcome: nil, after: 0, limit: 9)
            try expect(calls.map(\.call.request), is: ["{}"])
            let thread = try require(try await store.thread(id))
            try expect("\(thread) \(calls)".contains("Ada"), is: false, "\(thread) \(calls)")
            try expect(try await store.dueAppointments(of: "p", now: .distantFuture, limit: 9), is: [])
        },
        StoreRule("Erasing a ticket takes the calls and appointments that speak of it") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            let other = try await store.submit(Sample.question("2"), now: Sample.noon).id
            let plan = PluginAppointment(plugin: "p", key: "k", due: Sample.noon, ticket: id, data: "1")
            try await store.commit(
                [PluginWork(call("c1", [id, other]), schedule: [plan]), PluginWork(call("c2", [other]))],
                to: [],
                now: Sample.noon
            ) { _ in }
            _ = try await store.erase([id], by: Sample.grace, now: Sample.noon)
            let left = try await store.pluginCalls(of: nil, outcome: nil, after: 0, limit: 9)
            try expect(left.map(\.call.call), is: ["c2"])
            try expect(try await store.dueAppointments(of: "p", now: Sample.noon, limit: 9), is: [])
        },
        StoreRule("Each plugin has its own appointments, with the depth at which they were made") { store in
            func plan(_ plugin: String, _ key: String, _ seconds: Double) -> PluginAppointment {
                PluginAppointment(
                    plugin: plugin, key: key, due: Sample.noon + seconds, ticket: nil, data: "{}", depth: 3)
            }
            let all = [plan("p", "a", 0), plan("p", "b", 60), plan("q", "a", 30)]
            for (place, one) in all.enumerated() {
                try await store.commit(
                    [PluginWork(call("c\(place)", plugin: one.plugin), schedule: [one])], to: [],
                    now: Sample.noon
                ) { _ in }
            }
            try expect(
                try await store.dueAppointments(of: "p", now: Sample.noon + 90, limit: 9),
                is: [all[0], all[1]])
            try expect(
                try await store.dueAppointments(of: "p", now: Sample.noon + 90, limit: 1), is: [all[0]])
            try expect(try await store.dueAppointments(of: "q", now: Sample.noon, limit: 9), is: [])
            try expect(try await store.nextAppointment(of: "p", after: nil), is: Sample.noon)
            try expect(try await store.nextAppointment(of: "p", after: Sample.noon), is: Sample.noon + 60)
            try expect(try await store.nextAppointment(of: "p", after: Sample.noon + 60), is: nil)
            try expect(try await store.appointmentCount(of: "p"), is: 2)
            try expect(try await store.appointmentCount(of: "r"), is: 0)
        },
        StoreRule("An appointment under a key takes the place of the one before, and can be cancelled") {
            store in
            func plan(_ seconds: Double) -> PluginAppointment {
                PluginAppointment(plugin: "p", key: "k", due: Sample.noon + seconds, ticket: nil, data: "{}")
            }
            try await store.commit([PluginWork(call("1"), schedule: [plan(1)])], to: [], now: Sample.noon) {
                _ in
            }
            try await store.commit([PluginWork(call("2"), schedule: [plan(5)])], to: [], now: Sample.noon) {
                _ in
            }
            try expect(try await store.dueAppointments(of: "p", now: .distantFuture, limit: 9), is: [plan(5)])
            try await store.commit([PluginWork(call("3"), cancelled: ["k"])], to: [], now: Sample.noon) { _ in
            }
            try expect(try await store.dueAppointments(of: "p", now: .distantFuture, limit: 9), is: [])
        },
    ]
}
