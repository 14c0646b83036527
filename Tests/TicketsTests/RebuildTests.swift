// A ticket's state is what its events say: thousands of random lives.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("A ticket rebuilt from its events")
struct RebuildTests {
    /// Words of persons, which must not be found in any event.
    private static let secrets = ["kitchen", "ada@example.org", "Lovelace", "broken lamp"]

    private func actor(_ random: inout SeededGenerator) -> Actor {
        random.pick([
            .requester, .requester, .agent(name: "grace"), .agent(name: "linus"), .plugin(id: "rules"), .desk,
        ])
    }

    private func command(_ random: inout SeededGenerator, _ now: Date) -> TicketCommand {
        let name = random.pick([nil, "a", "b", "c"])
        let value = random.pick([
            nil, FieldValue.number(Double(Int.random(in: -3...3, using: &random)) / 8), .checkbox(true),
            .choice("red:green"), .date(LocalDate(dayNumber: 20_000)), .text("kitchen"),
        ])
        let link = TicketLink(
            random.pick(TicketLink.Kind.allCases), TicketID(Int64.random(in: 1...4, using: &random)))
        let mark = SLAMark(
            random.pick(SLAMark.Kind.allCases), random.pick(SLATarget.Kind.allCases), due: now)
        return random.pick([
            .say(.public), .say(.public), .say(.public, then: random.pick(TicketStatus.allCases)),
            .say(.internal), .move(to: random.pick(TicketStatus.allCases)),
            .move(to: random.pick(TicketStatus.allCases)), .setQueue(name ?? "triage"), .assign(to: name),
            .setTeam(name), .setPriority(random.pick(Priority.allCases)), .setTier(name), .setLanguage(name),
            .setOrganisation(name), .setRequester(name), .setChannel(name ?? "web"), .tag(name ?? "d"),
            .untag(name ?? "d"), .setField(name ?? "d", value, isPersonal: random.chance(4)),
            .snooze(until: now + Double(Int.random(in: -9...90_000, using: &random)) / 8), .wake, .link(link),
            .unlink(link), .rate(random.pick(Rating.allCases)),
            .surveySent(random.pick(SurveyKind.allCases)),
            SurveyScore(.nps, Int.random(in: 0...10, using: &random)).map { .score($0) } ?? .wake,
            .planSurvey(
                random.chance(4)
                    ? nil
                    : PlannedSurvey(
                        random.pick(SurveyKind.allCases), due: now + 60,
                        channel: random.pick(PlannedSurvey.Channel.allCases))), .revokeLink, .mark(mark),
            .correct(field: "subject"), random.chance(20) ? .erase : .wake,
        ])
    }

    /// A few tickets as a store keeps them: their states, and their events as JSON.
    private struct Desk {
        var tickets: [Ticket]
        var lines: [[Data]]
        private let encoder = JSONEncoder()
        private let decoder = JSONDecoder()

        init(count: Int64) throws {
            encoder.dateEncodingStrategy = .millisecondsSince1970
            decoder.dateDecodingStrategy = .millisecondsSince1970
            tickets = []
            lines = []
            for number in 1...count {
                let ticket = Ticket(
                    id: TicketID(number), subject: "broken lamp",
                    requester: Requester(name: "Lovelace", address: "ada@example.org"), status: .new,
                    queue: number == 1 ? "triage" : "billing", rating: nil, createdAt: TicketStory.start,
                    revision: 1, linkGeneration: 1)
                let edit = TicketEdit(
                    taking: ticket, body: "In the kitchen.",
                    by: number == 2 ? TicketStory.grace : .requester)
                tickets.append(edit.ticket)
                lines.append(try edit.events.map(encoder.encode))
            }
        }

        mutating func commit(_ edit: TicketEdit, at place: Int) throws {
            // Each event takes the ticket one revision on: none is missing, none is written twice.
            #expect(edit.ticket.revision == tickets[place].revision + edit.events.count)
            #expect(edit.events.map(\.revision).last ?? edit.ticket.revision == edit.ticket.revision)
            tickets[place] = edit.ticket
            lines[place] += try edit.events.map(encoder.encode)
        }

        func events(_ place: Int) throws -> [TicketEvent] {
            try lines[place].map { try decoder.decode(TicketEvent.self, from: $0) }
        }

        func rebuilt(_ place: Int) throws -> TicketState {
            try TicketState(id: tickets[place].id, rebuilding: events(place))
        }

        /// The state after a store has written and read it.
        func reread(_ place: Int) throws -> TicketState {
            try decoder.decode(TicketState.self, from: encoder.encode(tickets[place].state))
        }
    }

    /// One step of a ticket's life, or of two; what is refused leaves no trace.
    ///
    /// - Returns: whether it was done.
    private func step(_ desk: inout Desk, _ random: inout SeededGenerator, _ now: Date) throws -> Bool {
        let places = desk.tickets.indices.shuffled(using: &random)
        // New edits, as a store would lend them, with the clock of now.
        var here = TicketEdit(desk.tickets[places[0]], now: now)
        var there = TicketEdit(desk.tickets[places[1]], now: now)
        do {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: try here.merge(into: &there, by: TicketStory.grace)
            case 1, 2: try here.undoMerge(from: &there, by: TicketStory.grace)
            case 3: try here.followUp(&there, by: .requester)
            case 4: here.add("The broken lamp in the kitchen.")
            case 5: here.reply("Which kitchen?", by: "grace")
            default: try here.apply(command(&random, now), by: actor(&random))
            }
        } catch {
            #expect(here.ticket == desk.tickets[places[0]] && here.events.isEmpty)
            #expect(there.ticket == desk.tickets[places[1]] && there.events.isEmpty)
            return false
        }
        try desk.commit(here, at: places[0])
        try desk.commit(there, at: places[1])
        return true
    }

    /// What holds for every ticket at any time, whatever was done to it.
    private func check(_ ticket: Ticket) {
        let state = ticket.state
        #expect(state.mergedInto == nil || state.status == .closed)
        #expect(state.snooze == nil || !state.status.isFinished || state.mergedInto != nil)
        let open = state.service.pauses.filter { $0.to == nil }.map(\.reason)
        #expect(Set(open).count == open.count)
        #expect(open.contains(.snoozed) == (state.snooze != nil))
        #expect(open.contains(.merged) == (state.mergedInto != nil))
        if state.mergedInto == nil {
            #expect(open.contains(.pending) == (state.status == .pending))
            #expect(open.contains(.solved) == state.status.isFinished)
            #expect((state.service.solvedAt != nil) == state.status.isFinished)
        }
        #expect(!state.service.pauses.contains { pause in pause.to.map { $0 <= pause.from } == true })
        #expect(!state.isErased || ticket.requester.address.isEmpty)
    }

    @Test(
        "Is the stored one, through JSON, with merges, snoozes, follow-ups and a clock that jumps",
        arguments: [1, 2, 3, 4] as [UInt64])
    func rebuilt(part: UInt64) throws {
        var done = 0
        for seed in 0..<25 {
            var random = SeededGenerator(part * 1000 + UInt64(seed))
            var desk = try Desk(count: 4)
            var now = TicketStory.start
            for _ in 0..<50 {
                // Sometimes the clock stands, sometimes it was set back.
                now += Double(random.pick([0, 1, 4096, 90_001, 700_003, -5000])) / 1024
                if try step(&desk, &random, now) { done += 1 }
                desk.tickets.forEach(check)
            }
            for place in desk.tickets.indices {
                let stored = desk.tickets[place].state
                try expectNoDifference(desk.rebuilt(place), stored)
                try expectNoDifference(desk.reread(place), stored)
                let text = desk.lines[place].map { String(decoding: $0, as: UTF8.self) }.joined()
                let state = String(decoding: try JSONEncoder().encode(stored), as: UTF8.self)
                for secret in Self.secrets { #expect(!text.contains(secret) && !state.contains(secret)) }
            }
        }
        // Of 1,250 steps most are allowed: the lives are not a list of refusals.
        #expect(done > 500)
    }

    @Test("Is the same in whatever order its events come, and none at all when one is lost or doubled")
    func anyOrder() throws {
        var random = SeededGenerator(5)
        var desk = try Desk(count: 4)
        for number in 0..<200 { _ = try step(&desk, &random, TicketStory.start + Double(number) * 60) }
        for place in desk.tickets.indices {
            let state = desk.tickets[place].state
            let events = try desk.events(place)
            try expectNoDifference(
                TicketState(id: state.id, rebuilding: events.shuffled(using: &random)), state)
            for lost in events.indices.dropLast() {
                var others = events
                others.remove(at: lost)
                #expect(throws: TicketError.unreadableEvent) {
                    try TicketState(id: state.id, rebuilding: others)
                }
            }
            #expect(throws: TicketError.unreadableEvent) {
                try TicketState(id: state.id, rebuilding: events + events.suffix(1))
            }
        }
    }

    @Test("Of the first versions, which wrote no revisions, is still what it was")
    func firstVersions() throws {
        let old = """
            [{"kind":"ticket.created","actor":{"requester":{}},"at":1800000000000},
            {"kind":"ticket.changed","actor":{"plugin":{"id":"rules"}},"at":1800000000100,
            "change":{"field":"queue","from":"triage","to":"billing"}},
            {"kind":"message.added","actor":{"agent":{"name":"Grace"}},"at":1800000060000},
            {"kind":"ticket.changed","actor":{"agent":{"name":"Grace"}},"at":1800000060000,
            "change":{"field":"status","from":"new","to":"pending"}}]
            """
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .millisecondsSince1970
        let state = try TicketState(
            id: TicketID(7), rebuilding: decoder.decode([TicketEvent].self, from: Data(old.utf8)))
        expectNoDifference(
            [state.queue, state.status.rawValue, "\(state.revision)", "\(state.messageCount)"],
            ["billing", "pending", "4", "2"])
        expectNoDifference(state.service.firstReplyAt, Date(timeIntervalSince1970: 1_800_000_060))
    }

    @Test("Shows of each field what its last event says, and its chain of events has no gap")
    func chains() throws {
        var random = SeededGenerator(77)
        var desk = try Desk(count: 4)
        for number in 0..<600 { _ = try step(&desk, &random, TicketStory.start + Double(number) * 60) }
        for place in desk.tickets.indices {
            let state = desk.tickets[place].state
            var last = ["queue": "triage", "priority": "normal", "channel": "web"]
            for change in try desk.events(place).compactMap(\.change) {
                // Fields with one value; what a merge does to a status stands in merged_into.
                guard ["queue", "priority", "channel", "assignee", "tier", "team"].contains(change.field)
                else { continue }
                #expect(last[change.field] ?? "" == change.from)
                last[change.field] = change.to
            }
            expectNoDifference(
                last.filter { !$0.value.isEmpty },
                [
                    "queue": state.queue, "priority": state.priority.rawValue, "channel": state.channel,
                    "assignee": state.assignee, "tier": state.tier, "team": state.team,
                ].compactMapValues { $0 })
        }
    }
}
