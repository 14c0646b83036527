// What a plugin may want done, and whom it may call.

import CustomDump
import Foundation
import PluginProtocol
import Testing
import TicketStore
import Tickets

@testable import PluginHost

@Suite("Reading what a plugin wants done")
struct DeliveryReadingTests {
    @Test("It calls agents of this desk and roles; who left is refused by name")
    func somebody() async throws {
        let noon = Date(timeIntervalSince1970: 1_800_000_000)
        let json = #"""
            {"id":"p","version":"1","protocol":1,"title":"","command":["sh"],"grants":["notify.send"],
             "hooks":{"event":{"types":["ticket.created"]}}}
            """#
        let plugin = InstalledPlugin(
            manifest: try PluginManifest(json: Data(json.utf8)), config: .null, programPath: "")
        let store = MemoryStore()
        let question = Submission(
            key: "k", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
            body: "It is dark.", queue: "triage")
        let id = try await store.submit(question, now: noon).id
        let thread = try #require(await store.thread(id))
        let delivery = Delivery(
            to: "p", .events(await store.events(after: 0, limit: 9)), threads: [id: thread])
        let reading = DeliveryReading(
            delivery, plugin, Choices(queues: ["triage"], agents: ["grace"]), at: noon)
        let names = [
            "agent:grace", "role:lead", "agent:left-long-ago", "agent:", "role:", "grace", "role:a\nb",
            "role:" + String(repeating: "x", count: 200),
        ]
        let result = DeliveryResult(
            actions: names.map { .init(.notify(to: $0, text: "look"), ticket: "\(id)", reason: "x") })
        let call = PluginCall(
            plugin: "p", call: delivery.call, method: "event", tickets: [id], at: noon, request: "{}",
            response: "{}", milliseconds: 1, outcome: .answered)
        var work = PluginWork(call)
        let read = try reading.read(result, PluginRecord(), &work)
        expectNoDifference(
            read.actions.map(\.effect),
            [.notify(to: "agent:grace", text: "look"), .notify(to: "role:lead", text: "look")])
        let called = [
            "agent:left-long-ago", "agent:", "role:", "grace", #"role:a\nb"#,
            "role:" + String(repeating: "x", count: 195),
        ]
        expectNoDifference(
            read.refusals,
            called.map { name in
                DeliveryOutcome.Refusal(
                    ticket: id,
                    reason: "it wanted to call “\(name)”: that is neither an agent of this desk nor a role")
            })
    }
}
