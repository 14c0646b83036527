// The plugin `follow-up`: reminders and thanks, and when they count.

import CustomDump
import Foundation
import PluginKit
import Testing

@testable import FollowUpPlugin

extension FollowUpPluginTests {
    func event(_ type: String, actor: String = "agent:grace", _ more: JSONValue = [:]) -> JSONValue {
        let event: JSONValue = [
            "seq": 1, "type": .string(type), "at": "2026-11-22T09:00:00Z", "actor": .string(actor),
            "ticket": Self.ticket.merging(["status": "pending", "language": "de-AT"]),
        ]
        let answer: JSONValue = ["ticket": ["answers": [Self.answer(by: actor)]]]
        return event.merging(type == "message.added" ? answer : [:]).merging(more)
    }

    /// An answer that the customer has, as the desk tells of it.
    static func answer(
        by actor: String, at: String = "2026-11-22T09:00:00Z", suggestedBy plugin: String? = nil,
        isSent: Bool = true
    ) -> JSONValue {
        let answer: JSONValue = ["by": .string(actor), "at": .string(at), "sent": .boolean(isSent)]
        return answer.merging(plugin.map { ["suggested_by": .string($0)] } ?? [:])
    }

    func event(_ type: String, _ more: JSONValue) -> JSONValue { event(type, actor: "desk", more) }

    func take(
        _ events: [JSONValue], _ config: JSONValue = [:], state: JSONValue = [:]
    ) throws -> (result: DeliveryResult, state: JSONValue) {
        let delivery = try Self.decode(
            EventParams.self,
            [
                "call": "c", "at": "2026-11-22T09:00:00Z", "events": .array(events),
                "state": ["rev": 1, "doc": state],
            ])
        let result = try FollowUpPlugin(config: config).take(delivery)
        return (result, result.statePatch.map(state.merging) ?? state)
    }

    func timer(
        _ key: String, _ config: JSONValue = [:], ticket: JSONValue = [:], data: JSONValue = [:],
        state: JSONValue = [:]
    ) throws -> DeliveryResult {
        let timer = try Self.decode(
            TimerParams.self,
            [
                "call": "c", "at": "2026-11-26T09:00:00Z", "key": .string(key), "data": data,
                "ticket": Self.ticket.merging(["status": "pending"]).merging(ticket),
                "state": ["rev": 1, "doc": state],
            ])
        return try FollowUpPlugin(config: config).take(timer)
    }

    @Test("An agent's word on a ticket that waits plans a reminder; the customer's word cancels it")
    func schedule() throws {
        let asked = event("message.added")
        let planned = ScheduleEntry(
            key: "remind:T-7", after: WireDuration(seconds: 4 * 86_400), ticket: "T-7", data: ["number": 1])
        expectNoDifference(
            try take([asked]).result, DeliveryResult(ack: 1, schedule: [planned], cancel: ["close:T-7"]))
        let silence = DeliveryResult(ack: 1, cancel: ["close:T-7", "remind:T-7"])
        expectNoDifference(try take([asked, event("message.added", actor: "requester")]).result, silence)
        for type in ["ticket.solved", "ticket.merged", "ticket.erased"] {
            expectNoDifference(try take([event(type)]).result, silence, type)
        }
        let off: JSONValue = ["reminders": ["send": "off"]]
        let open = event("message.added", actor: "agent:grace", ["ticket": ["status": "open"]])
        let note = event("message.added", actor: "agent:grace", ["ticket": ["answers": []]])
        let machine = event("message.added", actor: "plugin:rules")
        expectNoDifference(try take([asked], off).result, DeliveryResult(ack: 1))
        expectNoDifference(try take([open, note, machine]).result, DeliveryResult(ack: 1))
    }

    @Test("Without a configuration a reminder is suggested to the agent, in the customer's language")
    func suggestion() throws {
        for (language, beginning) in [("de", "Guten Tag,"), ("ar", "مرحبًا،"), ("fr", "Hello,")] {
            let result = try timer("remind:T-7", ticket: ["language": .string(language)])
            guard case .suggest(let reply)? = result.actions.first?.effect, result.actions.count == 1 else {
                Issue.record("nothing is suggested")
                continue
            }
            #expect(reply.bodyMarkdown.hasPrefix(beginning))
            #expect(result.schedule.isEmpty)
            expectNoDifference(result.statePatch, ["contacts": ["r1": ["2026-11-26 reminder? T-7"]]])
            expectNoDifference(
                result.actions[0].reason, "the customer was asked something and has not written for 4 days")
        }
        for ticket: JSONValue in [
            ["status": "open"], ["status": "solved"], ["tags": ["spam"]], ["merged_into": "T-1"],
        ] {
            expectNoDifference(try timer("remind:T-7", ticket: ticket), DeliveryResult())
        }
    }

    static let twice: JSONValue = [
        "reminders": ["send": "auto", "most": 2, "close_after": "P5D"]
    ]

    @Test("A reminder counts as a contact, and something follows it, only once the desk has sent it")
    func sending() throws {
        let first = try timer("remind:T-7", Self.twice, data: ["number": 1])
        guard case .reply(let reply)? = first.actions.first?.effect else {
            throw CocoaError(.coderInvalidValue)
        }
        #expect(!reply.bodyMarkdown.contains("2026"))
        let state: JSONValue = ["contacts": ["r1": ["2026-11-26 reminder? T-7"]]]
        expectNoDifference(first.statePatch, state)
        let look = ScheduleEntry(
            key: "sent:T-7", after: WireDuration(seconds: 10), ticket: "T-7",
            data: ["kind": "reminder", "since": "2026-11-26T09:00:00Z"])
        expectNoDifference(first.schedule, [look])

        func looked(_ answers: [JSONValue], _ more: JSONValue = [:]) throws -> DeliveryResult {
            let ticket: JSONValue = ["answers": .array(answers)]
            return try timer(
                look.key, Self.twice, ticket: ticket.merging(more), data: look.data, state: state)
        }
        let asked = Self.answer(by: "agent:grace")
        let sent = Self.answer(by: "plugin:follow-up", at: "2026-11-26T09:00:01Z")
        let next = ScheduleEntry(
            key: "remind:T-7", after: WireDuration(seconds: 4 * 86_400), ticket: "T-7", data: ["number": 2])
        let counted: JSONValue = ["contacts": ["r1": ["2026-11-26 reminder T-7"]]]
        expectNoDifference(
            try looked([asked, sent]), DeliveryResult(schedule: [next], statePatch: counted))
        // The desk made a suggestion of it: nobody was reminded, and nothing follows.
        let kept = Self.answer(by: "plugin:follow-up", at: "2026-11-26T09:00:01Z", isSent: false)
        let earlier = Self.answer(by: "plugin:follow-up", at: "2026-11-22T08:00:00Z")
        expectNoDifference(try looked([earlier, asked, kept]), DeliveryResult())
        // The customer was faster than the look: the contact counts, and nothing follows.
        expectNoDifference(
            try looked([asked, sent], ["status": "open"]), DeliveryResult(statePatch: counted))
    }

    @Test("The last reminder names the day, and once it went out the ticket is closed that long after")
    func closing() throws {
        let last = try timer("remind:T-7", Self.twice, data: ["number": 2])
        guard case .reply(let reply)? = last.actions.first?.effect else {
            throw CocoaError(.coderInvalidValue)
        }
        #expect(reply.bodyMarkdown.contains("on 2026-12-01"))
        let reminded: JSONValue = [
            "answers": [
                Self.answer(by: "agent:grace"),
                Self.answer(by: "agent:ada", at: "2026-11-24T09:00:00Z", suggestedBy: "follow-up"),
                Self.answer(by: "plugin:follow-up", at: "2026-11-26T09:00:00Z"),
            ]
        ]
        let look: JSONValue = ["kind": "reminder", "since": "2026-11-26T09:00:00Z"]
        let planned = ScheduleEntry(
            key: "close:T-7", after: WireDuration(seconds: 5 * 86_400), ticket: "T-7", data: [:])
        expectNoDifference(
            try timer("sent:T-7", Self.twice, ticket: reminded, data: look).schedule, [planned])
        expectNoDifference(
            try timer("close:T-7", Self.twice, ticket: reminded).actions.map(\.effect),
            [.tag("no-answer"), .close])
        expectNoDifference(
            try timer("close:T-7", Self.twice, ticket: reminded.merging(["status": "open"])),
            DeliveryResult())
        // Whom nobody has reminded is not closed, whatever was planned.
        let asked: JSONValue = ["answers": [Self.answer(by: "agent:grace")]]
        expectNoDifference(try timer("close:T-7", Self.twice, ticket: asked), DeliveryResult())
        // Who has heard enough of us is neither reminded nor closed.
        let enough: JSONValue = [
            "contacts": ["r1": ["2026-11-25 csat T-1", "2026-11-25 reminder T-2", "2026-11-25 thanks T-3"]]
        ]
        expectNoDifference(try timer("remind:T-7", Self.twice, state: enough), DeliveryResult())
        let suggested: JSONValue = [
            "contacts": ["r1": ["2026-11-25 csat T-1", "2026-11-25 reminder T-2", "2026-11-25 thanks? T-3"]]
        ]
        #expect(try timer("remind:T-7", Self.twice, state: suggested).actions.count == 1)
    }

    @Test("An agent who sends the suggested reminder reminds: it counts, and the ticket is closed in time")
    func usedSuggestion() throws {
        let config: JSONValue = ["reminders": ["send": "suggest", "close_after": "P7D"]]
        let suggested = try timer("remind:T-7", config, data: ["number": 1])
        expectNoDifference(suggested.schedule, [])
        let state = try #require(suggested.statePatch)
        let asked = Self.answer(by: "agent:grace", at: "2026-11-20T09:00:00Z")
        let used = event(
            "message.added", actor: "agent:ada",
            ["ticket": ["answers": [asked, Self.answer(by: "agent:ada", suggestedBy: "follow-up")]]])
        let close = ScheduleEntry(
            key: "close:T-7", after: WireDuration(seconds: 7 * 86_400), ticket: "T-7", data: [:])
        let counted: JSONValue = ["contacts": ["r1": ["2026-11-22 reminder T-7"]]]
        expectNoDifference(
            try take([used], config, state: state).result,
            DeliveryResult(ack: 1, schedule: [close], statePatch: counted))
        // Something else that an agent writes is a new question, and begins anew.
        let other = event(
            "message.added", actor: "agent:ada",
            ["ticket": ["answers": [asked, Self.answer(by: "agent:ada")]]])
        let anew = try take([other], config, state: state)
        expectNoDifference(anew.result.schedule.map(\.key), ["remind:T-7"])
        expectNoDifference(anew.result.schedule.map(\.data), [["number": 1]])
        expectNoDifference(anew.result.cancel, ["close:T-7"])
        expectNoDifference(anew.state, ["contacts": [:]])
        // The customer's word ends it as well.
        let answered = event("message.added", actor: "requester", ["ticket": ["status": "open"]])
        expectNoDifference(try take([answered], config, state: state).state, ["contacts": [:]])
    }

    @Test("A good rating is thanked for where that is wanted, a bad one never")
    func thanks() throws {
        func rated(_ rating: JSONValue) -> JSONValue {
            event("survey.answered", ["change": ["field": "rating", "from": "", "to": rating]])
        }
        expectNoDifference(try take([rated("good")]).result.actions, [])
        let config: JSONValue = ["thanks": "suggest"]
        for answer: JSONValue in ["bad", "nps 8", "ces 7"] {
            expectNoDifference(try take([rated(answer)], config).result.actions, [])
        }
        #expect(try take([rated("nps 9")], config).result.actions.count == 1)
        let actions = try take([rated("good")], config).result.actions
        guard case .suggest(let reply)? = actions.first?.effect else { throw CocoaError(.coderInvalidValue) }
        #expect(reply.bodyMarkdown.contains("danke, dass Sie uns sagen"))
    }

    @Test("When a ticket is erased, what was sent about it stands nowhere any more")
    func erasure() throws {
        let state: JSONValue = ["contacts": ["r1": ["2026-11-20 csat T-7"], "r2": ["2026-11-20 csat T-8"]]]
        let erased = event("ticket.erased", ["ticket": ["requester": .null]])
        expectNoDifference(
            try take([erased], state: state).state, ["contacts": ["r2": ["2026-11-20 csat T-8"]]])
    }

    @Test("Events that plan more than an answer holds are acknowledged as far as they fit")
    func manyEvents() throws {
        let events = (1...100).map { number in
            event("message.added").merging([
                "seq": .number(Double(number)), "ticket": ["id": .string("T-\(number)")],
            ])
        }
        let result = try take(events).result
        #expect(result.schedule.count == 50 && result.cancel.count == 50 && result.ack == 50)
    }
}
