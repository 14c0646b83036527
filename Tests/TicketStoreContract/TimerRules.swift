// Timers follow from a ticket's state and the promises, and from nothing else.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    static let timers = [
        StoreRule("Each change of a ticket replaces its timers") { store in
            store.promise(try ServiceLevels(policies: [], closesAfterSeconds: 600)) { _, _ in }
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            try expect(try await store.nextDue(after: Sample.noon), is: nil)
            _ = try await store.edit(id, now: Sample.noon) {
                try $0.apply(.snooze(until: Sample.noon + 60), by: Sample.grace)
            }
            try expect(try await store.nextDue(after: Sample.noon), is: Sample.noon + 60)
            try expect(try await store.nextDue(after: Sample.noon + 60), is: nil)
            try expect(try await store.dueTimers(now: Sample.noon + 59, limit: 9), is: [])
            try expect(
                try await store.dueTimers(now: Sample.noon + 60, limit: 9).map(\.purpose), is: [.wake])
            _ = try await store.edit(id, now: Sample.noon) { $0.solve(by: "grace") }
            let due = try await store.dueTimers(now: Sample.noon + 601, limit: 9)
            try expect(due.map(\.purpose), is: [.close])
            try expect(due.map(\.due), is: [Sample.noon + 600])
            let levels = try ServiceLevels(policies: [], closesAfterSeconds: 600)
            _ = try await store.edit(id, now: Sample.noon + 601) { edit in
                for timer in due { try edit.fire(timer, levels) }
            }
            try expect(try await store.thread(id)?.ticket.status, is: .closed)
            try expect(try await store.dueTimers(now: .distantFuture, limit: 9), is: [])
        },
        StoreRule("Other promises plan the timers of what is not closed anew, the longest due first") {
            store in
            let ids = try await [1, 2, 3].asyncMap {
                try await store.submit(Sample.question("\($0)"), now: Sample.noon + Double($0)).id
            }
            _ = try await store.edit(ids[0], now: Sample.noon + 5) { edit in
                edit.solve(by: "grace")
                try edit.apply(.move(to: .closed), by: .desk)
            }
            try expect(try await store.dueTimers(now: .distantFuture, limit: 9), is: [])
            let promise = SLAPolicy(
                id: "all", targets: [SLATarget(.firstReply, withinSeconds: 60)])
            store.promise(try ServiceLevels(policies: [promise])) { _, _ in }
            var position: TicketID? = TicketID(0)
            var seen: [TicketID?] = []
            while let after = position {
                position = try await store.replan(after: after, limit: 1, now: Sample.noon + 10)
                seen.append(position)
            }
            try expect(seen, is: [ids[1], ids[2], nil])
            let due = try await store.dueTimers(now: Sample.noon + 100, limit: 9)
            try expect(due.map(\.ticket), is: [ids[1], ids[2]])
            try expect(due.map(\.purpose), is: [.slaBreached(.firstReply), .slaBreached(.firstReply)])
            try expect(
                try await store.dueTimers(now: Sample.noon + 100, limit: 1).map(\.ticket), is: [ids[1]])
        },
    ]
}

extension Array {
    fileprivate func asyncMap<Result>(_ body: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await body(element)) }
        return results
    }
}
