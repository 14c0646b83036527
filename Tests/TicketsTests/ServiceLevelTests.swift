// What is promised, when it is due, and why.

import CustomDump
import Foundation
import Testing
import Tickets

@Suite("A service level")
struct ServiceLevelTests {
    /// Office hours in Berlin, gold and urgent tickets first.
    static func levels(holidays: [Holiday] = [], firstReplyHours: Int = 4) throws -> ServiceLevels {
        let office = try calendar(
            "Europe/Berlin", workdays("09:00-12:30 13:15-17:00"), holidays: holidays)
        return try ServiceLevels(
            calendars: [office],
            policies: [
                SLAPolicy(
                    id: "urgent", title: "Urgent", conditions: SLAConditions(priorities: [.urgent, .high]),
                    targets: [SLATarget(.firstReply, withinSeconds: 1800)]),
                SLAPolicy(
                    id: "standard", title: "Standard", calendar: "office",
                    targets: [
                        SLATarget(
                            .firstReply, withinSeconds: firstReplyHours * 3600,
                            nearSeconds: firstReplyHours * 900),
                        SLATarget(.nextReply, withinSeconds: 8 * 3600),
                        SLATarget(.resolution, withinSeconds: 16 * 3600),
                    ]),
            ], closesAfterSeconds: 7 * 86_400)
    }

    /// Each clock as a line.
    private func lines(_ story: TicketStory, _ levels: ServiceLevels) throws -> [String] {
        try levels.clocks(for: story.state, at: story.now).map { clock in
            let standing =
                switch clock.standing {
                case .running: "running"
                case .paused(let reasons):
                    "paused (\(reasons.map(\.rawValue).sorted().joined(separator: " ")))"
                case .fulfilled(let moment): "done \(text(moment))"
                }
            let due = clock.dueAt.map { "due \(text($0))" } ?? "not due"
            return "\(clock.target.rawValue) \(standing), \(clock.usedMilliseconds / 60_000) min used, \(due)"
                + (clock.isBreached(at: story.now) ? ", broken" : "")
        }
    }

    @Test("Runs from question to answer, and from answer to solution, in opening hours")
    func wholeLife() throws {
        let levels = try Self.levels()
        // Monday 16 November, 10:00 in Berlin.
        var story = TicketStory()
        expectNoDifference(
            try lines(story, levels),
            [
                "first_reply running, 0 min used, due 2026-11-16T13:45:00Z",
                "resolution running, 0 min used, due 2026-11-18T10:30:00Z",
            ])
        story.wait(minutes: 60)
        try story.does(.say(.public, then: .pending))
        story.wait(minutes: 24 * 60)
        expectNoDifference(
            try lines(story, levels),
            [
                "first_reply done 2026-11-16T10:00:00Z, 60 min used, due 2026-11-16T13:45:00Z",
                "resolution paused (pending), 60 min used, not due",
            ])
        try story.does(.say(.public), by: .requester)
        story.wait(minutes: 30)
        expectNoDifference(
            try lines(story, levels),
            [
                "first_reply done 2026-11-16T10:00:00Z, 60 min used, due 2026-11-16T13:45:00Z",
                "next_reply running, 30 min used, due 2026-11-18T10:45:00Z",
                "resolution running, 90 min used, due 2026-11-19T10:30:00Z",
            ])
        story.wait(minutes: 3 * 24 * 60)
        try story.does(.say(.public, then: .solved))
        expectNoDifference(
            try lines(story, levels).last,
            "resolution done 2026-11-20T10:30:00Z, 1395 min used, due 2026-11-19T10:30:00Z, broken")
    }

    @Test("Is not met by an automatic answer or a note, and not stopped by waiting without an answer")
    func onlyPeopleAnswer() throws {
        let levels = try Self.levels()
        var story = TicketStory()
        let due = "first_reply running, 60 min used, due 2026-11-16T13:45:00Z"
        try story.does(.say(.public), by: .plugin(id: "faq"))
        try story.does(.say(.internal))
        try story.does(.move(to: .pending))
        try story.does(.snooze(until: at("2026-11-20T08:00:00Z")))
        story.wait(minutes: 60)
        expectNoDifference(try lines(story, levels).first, due)
    }

    @Test("Pauses in those states that the operator names, and counts what overlaps once")
    func namedPauses() throws {
        let levels = try ServiceLevels(policies: [
            SLAPolicy(
                id: "p",
                targets: [
                    SLATarget(.firstReply, withinSeconds: 7200, pauses: [.snoozed]),
                    SLATarget(.resolution, withinSeconds: 7200, pauses: [.pending, .snoozed]),
                ])
        ])
        var story = TicketStory()
        try story.does(.move(to: .pending))
        story.wait(minutes: 30)
        try story.does(.snooze(until: story.now + 7200))
        story.wait(minutes: 30)
        try story.does(.move(to: .open))
        story.wait(minutes: 30)
        expectNoDifference(
            try lines(story, levels),
            [
                "first_reply paused (snoozed), 30 min used, not due",
                "resolution paused (snoozed), 0 min used, not due",
            ])
        try story.does(.wake)
        expectNoDifference(
            try lines(story, levels),
            [
                "first_reply running, 30 min used, due 2026-11-16T12:00:00Z",
                "resolution running, 0 min used, due 2026-11-16T12:30:00Z",
            ])
    }

    @Test("Counts from the oldest message without an answer, and what is done in the last instant is in time")
    func oldestMessage() throws {
        let levels = try Self.levels()
        var story = TicketStory()
        story.now = at("2026-11-16T13:45:00Z")
        try story.does(.say(.public, then: .pending))
        expectNoDifference(
            try lines(story, levels).first,
            "first_reply done 2026-11-16T13:45:00Z, 240 min used, due 2026-11-16T13:45:00Z")
        story.wait(minutes: 15)
        try story.does(.say(.public), by: .requester)
        story.wait(minutes: 120)
        try story.does(.say(.public), by: .requester)
        expectNoDifference(
            try lines(story, levels)[1], "next_reply running, 120 min used, due 2026-11-17T14:45:00Z")
    }

    @Test("Goes on where it stood when a solved ticket opens again")
    func reopened() throws {
        let levels = try Self.levels()
        var story = TicketStory()
        story.wait(minutes: 60)
        try story.does(.say(.public, then: .solved))
        story.wait(minutes: 4 * 24 * 60)
        try story.does(.say(.public), by: .requester)
        // Friday 11:00: 15 h are left.
        expectNoDifference(
            try lines(story, levels).dropFirst(),
            [
                "next_reply running, 0 min used, due 2026-11-23T10:45:00Z",
                "resolution running, 60 min used, due 2026-11-24T10:30:00Z",
            ])
    }

    @Test("Counts from the beginning by what policy, priority and holidays say now")
    func changes() throws {
        var story = TicketStory()
        story.wait(minutes: 20)
        try story.does(.setPriority(.high))
        expectNoDifference(
            try lines(story, Self.levels()), ["first_reply running, 20 min used, due 2026-11-16T09:30:00Z"])
        try story.does(.setPriority(.low))
        let monday = try #require(LocalDate("2026-11-16"))
        let afternoon = try #require(Shift("12:00-24:00"))
        expectNoDifference(
            try lines(
                story, Self.levels(holidays: [Holiday(.once(monday), name: "Fair", closed: afternoon)])
            ).first, "first_reply running, 20 min used, due 2026-11-17T10:00:00Z")
        expectNoDifference(
            try lines(story, Self.levels(firstReplyHours: 1)).first,
            "first_reply running, 20 min used, due 2026-11-16T10:00:00Z")
    }

    @Test("Is computed to the same from rebuilt events, whatever clocks did in between")
    func clockSetBack() throws {
        let levels = try Self.levels()
        var story = TicketStory()
        story.wait(minutes: -600)
        try story.does(.say(.public, then: .pending))
        story.wait(minutes: 700)
        try story.does(.say(.public), by: .requester)
        let rebuilt = try story.rebuilt
        expectNoDifference(
            try levels.clocks(for: rebuilt, at: story.now),
            try levels.clocks(for: story.state, at: story.now))
        expectNoDifference(
            try lines(story, levels),
            [
                "first_reply done 2026-11-16T09:00:00Z, 0 min used, due 2026-11-16T13:45:00Z",
                "next_reply running, 0 min used, due 2026-11-17T11:25:00Z",
                "resolution running, 0 min used, due 2026-11-18T12:55:00Z",
            ])
    }

    @Test("Asks for no first reply where an agent wrote first, and for nothing of a merged ticket")
    func noPromise() throws {
        let levels = try Self.levels()
        expectNoDifference(
            try lines(TicketStory(by: TicketStory.grace), levels),
            ["resolution running, 0 min used, due 2026-11-18T10:30:00Z"])
        var source = TicketStory(1)
        var target = TicketStory(2)
        _ = try source.state.merge(into: &target.state, by: TicketStory.grace, at: source.now)
        expectNoDifference(try lines(source, levels), [])
        expectNoDifference(try lines(source, .none), [])
    }

    @Test("Explains a due time step by step")
    func explanation() throws {
        let christmas = Holiday(.yearly(month: 11, day: 17), name: "Founders' Day")
        let levels = try Self.levels(holidays: [christmas])
        var story = TicketStory()
        story.wait(minutes: 60)
        try story.does(.say(.public, then: .pending))
        story.wait(minutes: 60)
        try story.does(.say(.public), by: .requester)
        let explanation = try #require(
            try levels.explain(.nextReply, of: story.state, at: story.now))
        expectNoDifference(
            explanation.words(),
            [
                "The policy “Standard” is for every ticket.",
                "It promises the next reply within 8 h of the calendar “office” (Europe/Berlin).",
                "Nothing stops its clock but the end of the ticket.",
                "The clock began on Monday 2026-11-16 12:00 (+01:00).",
                "It ran for 30 min, from Monday 2026-11-16 12:00 (+01:00) to Monday 2026-11-16 12:30 "
                    + "(+01:00); 7 h 30 min left.",
                "Closed until Monday 2026-11-16 13:15 (+01:00).",
                "It ran for 3 h 45 min, from Monday 2026-11-16 13:15 (+01:00) to Monday 2026-11-16 17:00 "
                    + "(+01:00); 3 h 45 min left.",
                "Closed until Wednesday 2026-11-18 09:00 (+01:00) (Founders' Day).",
                "It ran for 3 h 30 min, from Wednesday 2026-11-18 09:00 (+01:00) to Wednesday 2026-11-18 "
                    + "12:30 (+01:00); 15 min left.",
                "Closed until Wednesday 2026-11-18 13:15 (+01:00).",
                "It ran for 15 min, from Wednesday 2026-11-18 13:15 (+01:00) to Wednesday 2026-11-18 13:30 "
                    + "(+01:00); 0 min left.",
                "Due on Wednesday 2026-11-18 13:30 (+01:00).",
            ])
        let clock = try levels.clocks(for: story.state, at: story.now)[1]
        expectNoDifference(clock.dueAt, at("2026-11-18T12:30:00Z"))
        expectNoDifference(
            explanation.words(for: try Zones.named("Asia/Kathmandu")).last,
            "Due on Wednesday 2026-11-18 18:15 (+05:45).")
    }

    @Test("Explains pauses, long stretches and what was done in time or too late")
    func longExplanation() throws {
        let office = try calendar("Europe/Berlin", workdays("09:00-10:00"))
        let levels = try ServiceLevels(
            calendars: [office],
            policies: [
                SLAPolicy(
                    id: "p", conditions: SLAConditions(queues: ["triage"], priorities: [.normal]),
                    calendar: "office", targets: [SLATarget(.resolution, withinSeconds: 20 * 3600)])
            ])
        var story = TicketStory()
        try story.does(.move(to: .pending))
        story.wait(minutes: 24 * 60)
        try story.does(.move(to: .open))
        story.wait(minutes: 24 * 60)
        let steps = try #require(try levels.explain(.resolution, of: story.state, at: story.now))
        expectNoDifference(
            [0, 2, 3, 4].map { steps.words()[$0] } + steps.words().suffix(2),
            [
                "The policy “p” counts, because queue is triage and priority is normal.",
                "Its clock stands still while the ticket waits for the customer.",
                "The clock began on Monday 2026-11-16 10:00 (+01:00).",
                "It stood still from Monday 2026-11-16 10:00 (+01:00) to Tuesday 2026-11-17 10:00 (+01:00): "
                    + "the ticket waited for the customer.",
                "It ran in 8 shifts from Friday 2026-12-04 09:00 (+01:00) to Tuesday 2026-12-15 10:00 "
                    + "(+01:00); 0 min left.",
                "Due on Tuesday 2026-12-15 10:00 (+01:00).",
            ])
        try story.does(.move(to: .solved))
        expectNoDifference(
            try levels.explain(.resolution, of: story.state, at: story.now)?.words().last,
            "Done on Wednesday 2026-11-18 10:00 (+01:00), in time.")
    }

    @Test("Every explanation ends at the due time that the clock shows")
    func explanationsAgree() throws {
        var random = SeededGenerator(9)
        let levels = try Self.levels()
        for _ in 0..<200 {
            var story = TicketStory()
            for _ in 0..<8 {
                story.wait(minutes: Double(Int.random(in: 0...2000, using: &random)))
                let actor = random.pick([Actor.requester, TicketStory.grace])
                _ = try? story.does(
                    random.pick([
                        .say(.public), .say(.public, then: .pending), .move(to: .solved), .move(to: .open),
                        .wake, .snooze(until: story.now + 600),
                    ]), by: actor)
            }
            for clock in try levels.clocks(for: story.state, at: story.now) {
                let steps = try #require(
                    try levels.explain(clock.target, of: story.state, at: story.now)
                ).steps
                let due = steps.compactMap { if case .due(let at) = $0 { at } else { nil } }
                expectNoDifference(due, clock.dueAt.map { [$0] } ?? [])
                // What the steps leave is what the clock has not used, when it never ran out.
                let left = steps.compactMap { step -> Int64? in
                    switch step {
                    case .ran(_, _, let left), .ranOver(_, _, _, let left): left
                    default: nil
                    }
                }
                if clock.dueAt != nil { expectNoDifference(left.last ?? 0, 0) }
                if clock.dueAt == nil {
                    expectNoDifference(
                        left.last ?? clock.promisedMilliseconds,
                        clock.promisedMilliseconds - clock.usedMilliseconds)
                }
            }
        }
    }

    @Test("Says all that is wrong with its settings at once")
    func problems() throws {
        let error = #expect(throws: SettingProblems.self) {
            try ServiceLevels(
                calendars: [.always],
                policies: [
                    SLAPolicy(id: "all", targets: [SLATarget(.firstReply, withinSeconds: 0)]),
                    SLAPolicy(id: "all", calendar: "berlin", targets: []),
                    SLAPolicy(
                        id: "",
                        targets: [
                            SLATarget(.nextReply, withinSeconds: 60, nearSeconds: 60),
                            SLATarget(.nextReply, withinSeconds: 60),
                        ]),
                ], closesAfterSeconds: 0)
        }
        expectNoDifference(
            error?.description,
            """
            calendars.always: there is another one of that name: rename it. [repeated]
            sla.all.first_reply: it lies between a second and two years. [out-of-range]
            sla.all: there is another one of that name: rename it. [repeated]
            sla.all: “all” before it is for every ticket: put this one first. [never-reached]
            sla.all.calendar: there is no calendar “berlin”: there is always. [unknown]
            sla.all: it promises nothing: give it a target. [empty]
            sla.[3]: the policy has no “id”: give it one. [empty]
            sla.[3]: “all” before it is for every ticket: put this one first. [never-reached]
            sla.[3].next_reply.near: what counts as near is shorter than the promise itself: make it shorter. \
            [out-of-range]
            sla.[3].next_reply: it is promised twice: leave one. [repeated]
            close_solved_after: it lies between a second and two years. [out-of-range]
            """)
    }

    @Test("Is refused when its calendar never opens for long enough")
    func outOfReach() throws {
        let rare = try calendar("Europe/Berlin", [.monday: "09:00-09:01"])
        let error = #expect(throws: SettingProblems.self) {
            try ServiceLevels(
                calendars: [rare],
                policies: [
                    SLAPolicy(
                        id: "p", calendar: "office",
                        targets: [
                            SLATarget(.firstReply, withinSeconds: 3600),
                            SLATarget(.resolution, withinSeconds: 180_000),
                        ])
                ])
        }
        expectNoDifference(
            error?.description,
            "sla.p.resolution: “office” is not open for so long within fifty years: make it shorter. "
                + "[no-open-hours]")
    }
}
