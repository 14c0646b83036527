// Requests to other servers wait until they are answered; votes are told of as they come.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    private static func work(_ name: String, _ requests: [OutgoingRequest]) -> PluginWork {
        PluginWork(
            PluginCall(
                plugin: "p", call: name, method: "event", tickets: [], at: Sample.noon, request: "{}",
                response: "{}", milliseconds: 1, outcome: .answered), requests: requests)
    }

    private static func request(_ call: String, _ ticket: TicketID?) -> OutgoingRequest {
        OutgoingRequest(
            plugin: "p", call: call, place: 0, ticket: ticket, address: "https://example.org/", body: "{}",
            at: Sample.noon)
    }

    static let requests = [
        StoreRule("A request waits until it is answered, is sent later, or is given up") { store in
            let wanted = [request("a", nil), request("b", nil)]
            for one in wanted {
                try await store.commit([work(one.call, [one])], to: [], now: Sample.noon) { _ in }
            }
            let due = try await store.dueRequests(now: Sample.noon, limit: 9)
            try expect(due.map(\.request), is: wanted)
            try expect(due.map(\.attempts), is: [0, 0])
            try await store.postponeRequest(due[0].number, to: Sample.noon + 60, reason: "it is away")
            try await store.postponeRequest(due[1].number, to: nil, reason: "it is gone")
            try expect(try await store.dueRequests(now: Sample.noon + 59, limit: 9), is: [])
            try expect(try await store.nextRequest(after: Sample.noon), is: Sample.noon + 60)
            try expect(try await store.nextRequest(after: nil), is: Sample.noon + 60)
            let later = try require(try await store.dueRequests(now: Sample.noon + 60, limit: 9).first)
            try expect([later.reason, "\(later.attempts)"], is: ["it is away", "1"])
            let dead = try await store.deadRequests(of: "p", after: 0, limit: 9)
            try expect(dead.map { "\($0.request.call) \($0.reason)" }, is: ["b it is gone"])
            try expect(try await store.deadRequests(of: "q", after: 0, limit: 9), is: [])
            for number in due.map(\.number) { try await store.forgetRequest(number) }
            try expect(try await store.deadRequests(of: "p", after: 0, limit: 9), is: [])
            try expect(try await store.nextRequest(after: Sample.noon), is: nil)
        },
        StoreRule("A request comes with the effects of its call, and goes with its ticket") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            try await expect(TicketError.notMerged) {
                try await store.commit([work("a", [request("a", id)])], to: [id], now: Sample.noon) { _ in
                    throw TicketError.notMerged
                }
            }
            try expect(try await store.dueRequests(now: Sample.noon, limit: 9), is: [])
            try await store.commit([work("a", [request("a", id)])], to: [id], now: Sample.noon) { _ in }
            try expect(try await store.dueRequests(now: Sample.noon, limit: 9).count, is: 1)
            _ = try await store.erase([id], by: Sample.grace, now: Sample.noon)
            try expect(try await store.dueRequests(now: Sample.noon, limit: 9), is: [])
        },
        StoreRule("Each vote that is cast has a number, also one that takes another's place") { store in
            try expect(try await store.lastCastVote(), is: 0)
            for isHelpful in [true, false] {
                try await store.cast(
                    Vote(voter: "v", article: "/a", isHelpful: isHelpful, reason: "words", at: Sample.noon))
            }
            let votes = try await store.castVotes(after: 0, limit: 9)
            try expect(votes.map { "\($0.article) \($0.isHelpful)" }, is: ["/a true", "/a false"])
            try expect(try await store.castVotes(after: votes[0].number, limit: 9), is: [votes[1]])
            try await store.trimCastVotes(before: Sample.noon + 1)
            try expect(try await store.castVotes(after: 0, limit: 9), is: [])
            try expect(try await store.lastCastVote(), is: votes[1].number)
        },
        StoreRule("A plugin's deliveries can be moved on, and who is signed in is known") { store in
            try await store.moveDeliveries(to: "p", to: 7)
            try await store.beginDeliveries(to: "p", after: 9)
            try expect(try await store.pluginRecord("p").cursor, is: 7)
            try await store.addSession(hash: [1], agent: "grace", expires: Sample.noon + 60)
            try await store.addSession(hash: [2], agent: "alan", expires: Sample.noon)
            try expect(try await store.signedInAgents(now: Sample.noon), is: ["grace"])
        },
        StoreRule("That an address had an automatic answer is kept with it") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.edit(id, now: Sample.noon) { $0.correspondent.answeredAt = Sample.noon }
            let other = try await store.submit(Sample.question("2"), now: Sample.noon).id
            try expect(try await store.thread(other)?.correspondent.answeredAt, is: Sample.noon)
        },
    ]
}
