// The plugin `learned-router` in a desk.

import CustomDump
import Foundation
import PluginKit
import Testing

@testable import LearnedRouterPlugin

@Suite("The plugin learned-router")
struct LearnedRouterPluginTests {
    private let folder: String

    init() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: "learned-router-\(UUID())")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        folder = place.path
    }

    private func plugin(_ mode: PluginMode, config: JSONValue = [:]) throws -> LearnedRouterPlugin {
        try LearnedRouterPlugin(InitializeParams(mode: mode, config: config, dataFolder: folder))
    }

    private func ticket(_ number: Int, _ subject: String, _ body: String, queue: String) throws -> String {
        let fields: [String: JSONValue] = [
            "id": .string("T-\(number)"), "rev": 1, "channel": "web", "subject": .string(subject),
            "body": .string(body), "queue": .string(queue),
        ]
        return String(decoding: try JSONEncoder().encode(JSONValue.object(fields)), as: UTF8.self)
    }

    private func events(_ lines: [(type: String, at: String, ticket: String)]) throws -> EventParams {
        let events = lines.enumerated().map { place, line in
            #"{"seq":\#(place + 1),"type":"\#(line.type)","at":"\#(line.at)","actor":"agent:grace","#
                + #""ticket":\#(line.ticket)}"#
        }
        let json = #"{"call":"c","at":"2026-11-22T00:00:00Z","events":[\#(events.joined(separator: ","))]}"#
        return try JSONDecoder().decode(EventParams.self, from: Data(json.utf8))
    }

    /// The shop's thirty examples as tickets 1 to 30, closed one a minute, the queues in turn.
    private func closings() throws -> EventParams {
        let shop = ClassifierTests.shop
        return try events(
            (0..<30).map { place in
                let example = shop[place % 3 * 10 + place / 3]
                let at = "2026-11-21T10:\(place < 10 ? "0" : "")\(place):00Z"
                let text = try ticket(place + 1, example.text, "", queue: example.label ?? "")
                return (type: "ticket.closed", at: at, ticket: text)
            })
    }

    private func question(_ body: String, at: String = "2026-11-22T00:00:00Z") throws -> DecisionParams {
        let text = try ticket(99, "Hello", body, queue: "triage")
        let json =
            #"{"call":"c","at":"\#(at)","ticket":\#(text),"#
            + #""choices":{"queues":["triage","billing","shipping","returns"]}}"#
        return try JSONDecoder().decode(DecisionParams.self, from: Data(json.utf8))
    }

    private func reason(_ answer: RouteResult) -> String? {
        if case .abstained(let reason) = answer.kind { reason } else { nil }
    }

    /// The answer as soon as the model that is trained beside is there.
    private func answerOfModel(_ plugin: inout LearnedRouterPlugin, _ question: DecisionParams) async throws
        -> RouteResult
    {
        for _ in 0..<12_000 {
            let answer = try plugin.route(question)
            if answer.model != nil { return answer }
            try await Task.sleep(for: .milliseconds(10))
        }
        return try plugin.route(question)
    }

    @Test("With few closed tickets it keeps silent and says how many it takes")
    func few() throws {
        var plugin = try plugin(.live)
        expectNoDifference(
            reason(try plugin.route(question("charged twice"))),
            "it has seen 0 closed tickets and begins with 20")
    }

    @Test("Without a folder it keeps silent")
    func withoutFolder() throws {
        var plugin = try LearnedRouterPlugin(config: [:])
        expectNoDifference(
            reason(try plugin.route(question("charged twice"))),
            "the desk gave it no folder to keep what it learns")
    }

    @Test("It learns closed tickets, proposes their queue, names the model and the words that told it")
    func learns() async throws {
        var plugin = try plugin(.live, config: ["threshold": 0.1])
        _ = try plugin.take(closings())
        let answer = try await answerOfModel(&plugin, question("My card was charged twice"))
        let proposal = try #require(answer.content?.proposals.first)
        let model = try #require(answer.model)
        #expect(proposal.field == "queue" && proposal.value == "billing" && proposal.strength == .should)
        #expect(
            proposal.reason.contains("“charged”") && proposal.reason.contains("model \(model), 30 closed"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(files.count == 2 && files[0].hasPrefix("model-") && files[1] == "tickets.jsonl")
    }

    @Test("Below the operator's threshold it keeps silent, and says what it would have proposed")
    func threshold() async throws {
        var plugin = try plugin(.live, config: ["threshold": 1])
        _ = try plugin.take(closings())
        let answer = try await answerOfModel(&plugin, question("My card was charged twice"))
        #expect(reason(answer)?.hasPrefix("most likely billing, but it is only ") == true)
        for wrong: JSONValue in [["threshold": 2], ["threshold": "high"]] {
            #expect(throws: PluginConfigurationError.self) { try self.plugin(.live, config: wrong) }
        }
    }

    @Test("An erased ticket is in no file any more, and the next model never saw it")
    func erasure() async throws {
        var first = try plugin(.live)
        _ = try first.take(closings())
        let before = try await answerOfModel(&first, question("charged twice")).model
        _ = try first.take(
            events([("ticket.erased", "2026-11-21T11:00:00Z", ticket(1, "", "", queue: "billing"))]))
        let stored = try String(contentsOfFile: "\(folder)/tickets.jsonl", encoding: .utf8)
        #expect(!stored.contains("I was charged twice for one order"))
        #expect(stored.split(separator: "\n").count == 29)
        var second = try plugin(.live)
        let after = try await answerOfModel(&second, question("charged twice")).model
        #expect(before != nil && after != nil && before != after)
        // Twenty-nine tickets: the model is trained on the first twenty that remain.
        let examples = ExampleFileOfTickets.examples(folder).prefix(20)
        #expect(try RouterModel(bytes: RouterTraining(Array(examples)).model()).digest == after)
    }

    @Test(
        "A ticket without words is no example: not one that is closed after it was erased, and none kept before"
    )
    func wordless() throws {
        var plugin = try plugin(.live)
        let empty = try ticket(1, "", "", queue: "billing")
        _ = try plugin.take(
            events([
                ("ticket.closed", "2026-11-21T10:00:00Z", ticket(1, "Lamp", "Dark.", queue: "billing")),
                ("ticket.closed", "2026-11-21T10:01:00Z", ticket(2, "Shade", "Torn.", queue: "returns")),
            ]))
        // The events come with the ticket as it is now.
        _ = try plugin.take(
            events([
                ("ticket.erased", "2026-11-21T11:00:00Z", empty),
                ("ticket.closed", "2026-11-21T11:00:01Z", empty),
            ]))
        func known() -> [String] {
            ExampleStore(folder: folder, isWritable: false).plan.entries.map(\.ticket)
        }
        expectNoDifference(known(), ["T-2"])
        #expect(try !String(contentsOfFile: "\(folder)/tickets.jsonl", encoding: .utf8).contains("T-1"))
        let line = #"{"ticket":"T-3","at":"2026-11-21T10:02:00Z","text":"\n","queue":"billing"}"#
        let file = try FileHandle(forWritingTo: URL(filePath: "\(folder)/tickets.jsonl"))
        try file.seekToEnd()
        try file.write(contentsOf: Data("\(line)\n".utf8))
        try file.close()
        expectNoDifference(known(), ["T-2"])
    }

    @Test("A replay knows of each question only what was closed before its clock, and writes nothing")
    func replay() throws {
        var store = ExampleStore(folder: folder, isWritable: true)
        for event in try closings().events {
            let ticket = try #require(event.ticket)
            try store.keep(
                ClosedTicket(
                    ticket: ticket.id, at: event.at, text: "\(ticket.subject)\n", queue: ticket.queue))
        }
        var plugin = try plugin(.replay)
        let early = try plugin.route(question("charged twice", at: "2026-11-21T10:10:00Z"))
        expectNoDifference(reason(early), "it has seen 10 closed tickets and begins with 20")
        let middle = try plugin.route(question("charged twice", at: "2026-11-21T10:25:00Z"))
        let late = try plugin.route(question("charged twice"))
        #expect(middle.model != nil && late.model != nil && middle.model != late.model)
        #expect(try plugin.route(question("charged twice", at: "2026-11-21T10:25:00Z")) == middle)
        expectNoDifference(try FileManager.default.contentsOfDirectory(atPath: folder), ["tickets.jsonl"])
    }

    @Test("A line that was half written is passed over, and the ticket behind it kept")
    func halfLine() throws {
        try Data(#"{"ticket":"T-1","at":"2026"#.utf8).write(to: URL(filePath: "\(folder)/tickets.jsonl"))
        var store = ExampleStore(folder: folder, isWritable: true)
        #expect(store.plan.entries.isEmpty)
        try store.keep(ClosedTicket(ticket: "T-2", at: "2026-11-21T10:00:00Z", text: "a", queue: "b"))
        expectNoDifference(
            ExampleStore(folder: folder, isWritable: false).plan.entries.map(\.ticket), ["T-2"])
    }

    @Test("A model is trained with 20 tickets, then with always a tenth more, at least ten")
    func sizes() {
        expectNoDifference(
            [0, 19, 20, 29, 30, 99, 100, 110, 121, 1_000].map(LearningPlan.size),
            [
                0, 0, 20, 20, 30, 90, 100, 110, 121, 958,
            ])
    }

    @Test("A ticket that is closed again counts once, with where it was left at last")
    func closedAgain() {
        var plan = LearningPlan()
        let first = ClosedTicket(ticket: "T-1", at: "1", text: "a", queue: "x")
        let again = ClosedTicket(ticket: "T-1", at: "3", text: "a", queue: "y")
        for ticket in [first, ClosedTicket(ticket: "T-2", at: "2", text: "b", queue: "x"), again] {
            plan.add(ticket)
        }
        expectNoDifference(plan.entries.map(\.fingerprint).last, again.fingerprint)
        expectNoDifference(plan.entries.map(\.ticket), ["T-2", "T-1"])
    }
}

/// The closed tickets of a folder, as examples in their order.
private enum ExampleFileOfTickets {
    static func examples(_ folder: String) -> [LabelledText] {
        let store = ExampleStore(folder: folder, isWritable: false)
        return ExampleStore.tickets(store.plan.entries[...], in: folder)
            .map { LabelledText(text: $0.text, label: $0.queue) }
    }
}
