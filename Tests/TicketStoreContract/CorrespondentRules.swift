// What is known of addresses, and what became of suggested answers.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    static let correspondents = [
        StoreRule("What a new ticket's edit adds is kept with it, and once") { store in
            for _ in 1...2 {
                _ = try await store.submit(Sample.question(), now: Sample.noon) { edit in
                    edit.correspondent.greetedAt = Sample.noon
                    edit.mail(subject: "We have it", text: "Here.")
                    try? edit.apply(.tag("new"), by: .desk)
                }
            }
            let thread = try require(try await store.thread(TicketID(1)))
            try expect(thread.ticket.state.tags, is: ["new"])
            try expect(thread.correspondent, is: Correspondent(greetedAt: Sample.noon))
            try expect(try await store.unsentMails(after: 0, limit: 9).map(\.mail.to.name), is: [""])
        },
        StoreRule("What is known of an address is known to all its tickets, whatever its case, and no other")
        {
            store in
            let first = try await store.submit(Sample.question("1"), now: Sample.noon).id
            _ = try await store.edit(first, now: Sample.noon) { $0.correspondent.verifiedAt = Sample.noon }
            let known = Gathered()
            let same = Sample.question("2", address: "ADA@example.org")
            _ = try await store.submit(same, now: Sample.noon) { known.add($0.correspondent) }
            let other = Sample.question("3", address: "eve@example.org")
            _ = try await store.submit(other, now: Sample.noon) { known.add($0.correspondent) }
            try expect(
                known.correspondents, is: [Correspondent(verifiedAt: Sample.noon), Correspondent()])
        },
        StoreRule("A key that is good for a while leads to a ticket that is young enough, and to no other") {
            store in
            let first = try await store.submit(Sample.question("old"), now: Sample.noon)
            func again(_ key: String, since: Date) -> Submission {
                Submission(
                    key: key, requester: first.requester, subject: "Lamp", body: "It is dark.",
                    queue: "triage", recent: .init(key: "old", since: since))
            }
            let later = Sample.noon + 60
            let same = try await store.submit(again("a", since: Sample.noon), now: later)
            try expect(same.id, is: first.id)
            let other = try await store.submit(again("b", since: Sample.noon + 1), now: later)
            try expect(other.id, is: TicketID(2))
        },
        StoreRule("A list leaves a queue out, and counts the rest") { store in
            for key in ["1", "2", "3"] {
                let id = try await store.submit(Sample.question(key), now: Sample.noon).id
                if key == "2" {
                    _ = try await store.edit(id, now: Sample.noon) {
                        try $0.apply(.setQueue("held"), by: .desk)
                    }
                }
            }
            let list = try await store.tickets(TicketFilter(otherThan: "held"), after: nil, limit: 1)
            try expect([list.count, list.unsolvedCount, Int(list.tickets[0].id.number)], is: [2, 2, 3])
            let rest = try await store.tickets(TicketFilter(otherThan: "held"), after: list.next, limit: 9)
            try expect(rest.tickets.map(\.id.number), is: [1])
        },
        StoreRule("What became of suggested answers adds up by day, outcome and article") { store in
            for (day, outcome, article) in [
                (1, SuggestionCount.Outcome.opened, "/a/"), (1, .opened, "/a/"), (1, .left, ""),
                (2, .sent, ""),
                (0, .sent, ""), (1, .opened, "/b/"),
            ] { try await store.count(SuggestionCount(day: day, outcome: outcome, article: article)) }
            try expect(
                try await store.suggestionCounts(since: 1),
                is: [
                    SuggestionCount(day: 1, outcome: .left),
                    SuggestionCount(day: 1, outcome: .opened, article: "/a/", count: 2),
                    SuggestionCount(day: 1, outcome: .opened, article: "/b/"),
                    SuggestionCount(day: 2, outcome: .sent),
                ])
        },
    ]
}
