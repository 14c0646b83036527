// Lists of tickets, and the search in them.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    static let lists = [
        StoreRule("The desk lists what is not finished first, then the newest, and pages meet without a gap")
        {
            store in
            try await fill(store, 7) { number, edit in
                if [2, 6, 7].contains(number) { try edit.apply(.move(to: .solved), by: Sample.grace) }
                if number == 2 { try edit.apply(.move(to: .closed), by: .desk) }
            }
            var pages: [[Int64]] = []
            var position: TicketListPosition?
            repeat {
                let list = try await store.tickets(after: position, limit: 3)
                try expect([list.count, list.unsolvedCount], is: [7, 4])
                pages.append(list.tickets.map(\.id.number))
                position = try list.next.map { try require(TicketListPosition($0.description)) }
            } while position != nil
            try expect(pages, is: [[5, 4, 3], [1, 7, 6], [2]])
        },
        StoreRule("A list of a queue or of an agent holds no other ticket, and counts its own") { store in
            try await fill(store, 6) { number, edit in
                if number % 2 == 0 { try edit.apply(.setQueue("billing"), by: Sample.grace) }
                if number > 3 { try edit.apply(.assign(to: "grace"), by: Sample.grace) }
                if number == 4 { try edit.apply(.move(to: .solved), by: Sample.grace) }
            }
            let lists: [(TicketFilter, [Int64], Int)] = [
                (TicketFilter(queue: "billing"), [6, 2, 4], 2), (TicketFilter(queue: "none"), [], 0),
                (TicketFilter(assignee: "grace"), [6, 5, 4], 2),
                (TicketFilter(queue: "billing", assignee: "grace"), [6, 4], 1),
            ]
            for (filter, ids, unsolved) in lists {
                let list = try await store.tickets(filter, after: nil, limit: 9)
                try expect(list.tickets.map(\.id.number), is: ids, "\(filter)")
                try expect([list.count, list.unsolvedCount], is: [ids.count, unsolved], "\(filter)")
                let first = try await store.tickets(filter, after: nil, limit: 1)
                guard let next = first.next else { continue }
                let rest = try await store.tickets(filter, after: next, limit: 9)
                try expect((first.tickets + rest.tickets).map(\.id.number), is: ids, "\(filter)")
            }
        },
        StoreRule("A list of a status holds no other ticket, counts the other statuses, and its pages meet") {
            store in
            try await fill(store, 8) { number, edit in
                if number % 2 == 0 { try edit.apply(.setQueue("billing"), by: Sample.grace) }
                if number > 2 { try edit.apply(.move(to: .pending), by: Sample.grace) }
                if number > 5 { try edit.apply(.move(to: .solved), by: Sample.grace) }
                if number == 8 { try edit.apply(.move(to: .closed), by: .desk) }
            }
            let lists: [(TicketFilter, [Int64], Int)] = [
                (TicketFilter(status: .new), [2, 1], 2), (TicketFilter(status: .open), [], 0),
                (TicketFilter(status: .pending), [5, 4, 3], 3), (TicketFilter(status: .solved), [7, 6], 0),
                (TicketFilter(status: .closed), [8], 0),
                (TicketFilter(queue: "billing", status: .pending), [4], 1),
                (TicketFilter(otherThan: "billing", status: .pending), [5, 3], 2),
            ]
            for (filter, ids, unsolved) in lists {
                var found: [Int64] = []
                var position: TicketListPosition?
                repeat {
                    let list = try await store.tickets(filter, after: position, limit: 2)
                    try expect([list.count, list.unsolvedCount], is: [ids.count, unsolved], "\(filter)")
                    found += list.tickets.map(\.id.number)
                    position = list.next
                } while position != nil
                try expect(found, is: ids, "\(filter)")
            }
            let all: [TicketStatus: Int] = [.new: 2, .pending: 3, .solved: 2, .closed: 1]
            try expect(try await store.tickets(after: nil, limit: 1).statusCounts, is: all)
            let one = TicketFilter(queue: "billing", status: .new)
            try expect(
                try await store.tickets(one, after: nil, limit: 1).statusCounts,
                is: [.new: 1, .pending: 1, .solved: 1, .closed: 1])
        },
        StoreRule(
            "What is laid aside has a list of its own until its moment comes, its customer writes or it is solved"
        ) { store in
            try await fill(store, 7) { number, edit in
                if number % 2 == 0 { try edit.apply(.setQueue("billing"), by: Sample.grace) }
                if number == 7 { try edit.apply(.move(to: .pending), by: Sample.grace) }
                let until = Sample.noon.addingTimeInterval(number == 3 ? 60 : 86_400)
                if number > 2 { try edit.apply(.snooze(until: until), by: Sample.grace) }
                if number == 5 { try edit.say("And now?", by: .requester) }
                if number == 6 { try edit.apply(.move(to: .solved), by: Sample.grace) }
            }
            let (noon, later) = (Sample.noon, Sample.noon.addingTimeInterval(60))
            let lists: [(TicketFilter, [Int64], [TicketStatus: Int])] = [
                (TicketFilter(aside: .without(at: noon)), [5, 2, 1, 6], [.new: 3, .solved: 1]),
                (TicketFilter(aside: .only(at: noon)), [7, 4, 3], [.new: 2, .pending: 1]),
                (TicketFilter(aside: .without(at: later)), [5, 3, 2, 1, 6], [.new: 4, .solved: 1]),
                (TicketFilter(aside: .only(at: later)), [7, 4], [.new: 1, .pending: 1]),
                (TicketFilter(queue: "billing", aside: .without(at: noon)), [2, 6], [.new: 1, .solved: 1]),
                (TicketFilter(queue: "billing", aside: .only(at: noon)), [4], [.new: 1]),
                (
                    TicketFilter(otherThan: "billing", aside: .only(at: noon)), [7, 3],
                    [.new: 1, .pending: 1]
                ),
                (TicketFilter(assignee: "grace", aside: .only(at: noon)), [], [:]),
                (
                    TicketFilter(status: .pending, aside: .only(at: noon)), [7],
                    [.new: 2, .pending: 1]
                ),
                (TicketFilter(status: .new, aside: .without(at: noon)), [5, 2, 1], [.new: 3, .solved: 1]),
            ]
            for (filter, ids, counts) in lists {
                var found: [Int64] = []
                var position: TicketListPosition?
                repeat {
                    let list = try await store.tickets(filter, after: position, limit: 2)
                    try expect(list.count, is: ids.count, "\(filter)")
                    try expect(list.statusCounts, is: counts, "\(filter)")
                    found += list.tickets.map(\.id.number)
                    position = list.next
                } while position != nil
                try expect(found, is: ids, "\(filter)")
            }
        },
        StoreRule("Tickets that plugins have not seen come oldest first") { store in
            try await fill(store, 4) { number, edit in
                if number == 2 { edit.record([], queue: nil) }
            }
            try expect(
                try await store.undecided(after: TicketID(1), limit: 9), is: [TicketID(3), TicketID(4)])
            try expect(try await store.undecided(after: TicketID(0), limit: 1), is: [TicketID(1)])
        },
    ]

    static let searching = [
        StoreRule("A ticket is found by words of its subject, messages, name and address, and by its number")
        {
            store in
            let ids = try await someTickets(store)
            let questions: [(String, [Int])] = [
                ("rechnung", [0]), ("RÉCHNUNG", [0]), ("uber", [0]), ("überweisung", [0]), ("ube", [0]),
                ("ub", []), ("uberw", [0]),
                ("lampe", [1]), ("lampe dunkel", [1]), ("lampe rechnung", []), ("zoë", [1]), ("zoe", [1]),
                ("ada@example.org", [0]), ("example", [1, 0]), ("T-1", [0]), ("t-2", [1]), ("2", [1]),
                ("answered", [1]), ("answ ", []), ("d", []), ("", []), ("😀", []), ("don't", [1]),
            ]
            for (text, wanted) in questions {
                let found = try await store.search(TicketQuery(text), before: nil, limit: 9).map(\.id)
                try expect(found, is: wanted.map { ids[$0] }, text)
            }
        },
        StoreRule("Whatever is typed is words: nothing of it is a command, and nothing of it fails") {
            store in
            _ = try await someTickets(store)
            let hostile = [
                "\"", "\"\"\"", "'; DROP TABLE tickets; --", "a\" OR \"1", "subject:", "subject : lampe",
                "NEAR(a b)", "lampe*", "^lampe", "-lampe", "lampe NOT dunkel", "AND", "OR", "NOT", "(", ")))",
                "{a b}:c", "\0", "a\0b", "\u{301}\u{302}", "\u{202E}lampe", "*", "**", "+", "\\", "%", "_",
                String(repeating: "a", count: 100_000), String(repeating: "a ", count: 50_000),
                String(repeating: "\"", count: 9_999), String(repeating: "(", count: 9_999),
                String(repeating: "e\u{301}", count: 9_999), "T-99999999999999999999", "-1", "0",
            ]
            for text in hostile {
                _ = try await store.search(TicketQuery(text), before: nil, limit: 9)
            }
            try expect(try await store.tickets(after: nil, limit: 9).count, is: 2)
        },
        StoreRule("The newest is found first, and pages meet without a gap") { store in
            try await fill(store, 5) { _, _ in }
            let first = try await store.search(TicketQuery("lamp"), before: nil, limit: 2)
            let second = try await store.search(TicketQuery("lamp"), before: first.last?.id, limit: 9)
            try expect((first + second).map(\.id.number), is: [5, 4, 3, 2, 1])
        },
        StoreRule("A word that was corrected is found no more") { store in
            _ = try await store.submit(Sample.question(subject: "Lantern"), now: Sample.noon)
            _ = try await store.submit(Sample.question(subject: "Candle"), now: Sample.noon)
            try expect(try await store.search(TicketQuery("lantern"), before: nil, limit: 9), is: [])
            try expect(try await store.search(TicketQuery("candle"), before: nil, limit: 9).count, is: 1)
        },
    ]

    /// Adds questions and changes each.
    private static func fill(
        _ store: any TicketStore, _ count: Int,
        _ change: @escaping @Sendable (Int, inout TicketEdit) throws -> Void
    ) async throws {
        for number in 1...count {
            let id = try await store.submit(Sample.question("\(number)"), now: Sample.noon).id
            _ = try await store.edit(id, now: Sample.noon) { try change(number, &$0) }
        }
    }

    private static func someTickets(_ store: any TicketStore) async throws -> [TicketID] {
        let first = try await store.submit(
            Sample.question("1", subject: "Rechnung", body: "Die U\u{308}berweisung fehlt."),
            now: Sample.noon)
        let second = try await store.submit(
            Sample.question(
                "2", name: "Zoë", address: "zoe@example.com", subject: "Lampe", body: "Don't: dunkel."),
            now: Sample.noon)
        _ = try await store.edit(second.id, now: Sample.noon) { try $0.say("Answered", by: Sample.grace) }
        return [first.id, second.id]
    }
}
