// The conformance kit finds the plugins that break a rule, and lets those pass that keep it in their own way.

import CustomDump
import Foundation
import PluginProtocol
import Testing

@testable import PluginHost

@Suite("The conformance kit", .timeLimit(.minutes(5)))
struct ConformanceKitTests {
    private static let answer = #"say(r["id"], result={"abstain": True, "reason": "well"})"#
    private static let error = #"error={"code": -32001, "message": "cancelled"}"#
    /// It thinks for a while, and hears meanwhile what comes in.
    private static let laterAnswer = """
        i = r["id"]
        held[i] = threading.Timer(0.05, lambda i=i: held.pop(i, None) and \(
            answer.replacing(#"r["id"]"#, with: "i")))
        held[i].start()
        """

    /// A plugin in Python.
    ///
    /// - Parameters:
    ///   - answer: what it does with a question `r`, whose parameters are `p`.
    ///   - cancel: what it does when the question `p["id"]` is cancelled.
    private func plugin(
        hook: String = "ticket.route", answer: String = answer, cancel: String = "pass"
    ) throws -> InstalledPlugin {
        func lines(_ text: String) -> String {
            text.split(separator: "\n").map { "        \($0)" }.joined(separator: "\n")
        }
        let script = """
            import json, sys, threading
            held = {}
            def say(number, **outcome):
                print(json.dumps({"jsonrpc": "2.0", "id": number, **outcome}), flush=True)
            for line in sys.stdin:
                try:
                    r = json.loads(line)
                    m, p = r["method"], r.get("params", {})
                except Exception:
                    say("", error={"code": -32700, "message": "no request"})
                    continue
                if m == "initialize": say(r["id"], result={"protocol": 1, "hooks": ["\(hook)"]})
                elif m == "shutdown":
                    say(r["id"], result={})
                    break
                elif m == "$/cancel":
            \(lines(cancel))
                elif m == "\(hook)":
            \(lines(answer))
                else: say(r["id"], error={"code": -32601, "message": "unknown"})
            """
        let settings = hook == "event" ? #""types":["ticket.created"],"# : ""
        let json = """
            {"id":"p","version":"1","protocol":1,"title":"","command":["python3","-c",\(JSONValue.string(script).text)],
             "hooks":{"\(hook)":{\(settings)"timeout_ms":10000}}}
            """
        return InstalledPlugin(
            manifest: try PluginManifest(json: Data(json.utf8)), config: .null, programPath: "")
    }

    /// The rules that a plugin breaks, and how. The kit waits in a thread of its own: it blocks, and other
    /// tests have to go on.
    private func faults(_ plugin: InstalledPlugin) async -> [String] {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var kit = ConformanceKit(plugin, calls: 5)
                let faults = kit.run().compactMap { finding in
                    finding.fault.map { "\(finding.rule) \($0)" }
                }
                continuation.resume(returning: faults)
            }
        }
    }

    /// `expectNoDifference` takes no `await`.
    private func expectFaults(
        _ wanted: [String], of plugin: InstalledPlugin, fileID: StaticString = #fileID, line: UInt = #line
    ) async {
        let found = await faults(plugin)
        expectNoDifference(found, wanted, fileID: fileID, line: line)
    }

    @Test(
        "Lets a plugin pass that answers a cancelled request all the same, and one that says that it was cancelled"
    )
    func goodPlugins() async throws {
        await expectFaults([], of: try plugin())
        let cancel = #"if held.pop(p["id"], None): say(p["id"], \#(Self.error))"#
        await expectFaults([], of: try plugin(answer: Self.laterAnswer, cancel: cancel))
    }

    private static let exactlyOne = "It gives a request that was cancelled exactly one response."
    private static let behind = "It answers the requests behind it, also when a cancel comes too late."

    @Test("Finds a plugin that never answers what was cancelled")
    func silence() async throws {
        let plugin = try plugin(answer: Self.laterAnswer, cancel: #"held.pop(p["id"], None)"#)
        await expectFaults(["\(Self.exactlyOne) it gave none within 10 s"], of: plugin)
    }

    @Test("Finds a plugin that answers what was cancelled twice, or after it was answered")
    func twice() async throws {
        await expectFaults(
            ["\(Self.exactlyOne) it gave 2", "\(Self.behind) it gave 2 responses"],
            of: try plugin(cancel: #"say(p["id"], \#(Self.error))"#))
    }

    @Test("Finds a plugin that answers a cancel with an error of another code, or to the notification itself")
    func wrongAnswers() async throws {
        let other = #"if held.pop(p["id"], None): say(p["id"], error={"code": -32000, "message": "gone"})"#
        await expectFaults(
            [#"\#(Self.exactlyOne) it answered with {"code":-32000,"message":"gone"}"#],
            of: try plugin(answer: Self.laterAnswer, cancel: other))
        await expectFaults(
            [
                "Nothing but responses stands on its standard output. it wrote: "
                    + #"{"jsonrpc": "2.0", "id": null, "error": {"code": -32601, "message": "unknown"}}"#
            ], of: try plugin(cancel: #"say(None, error={"code": -32601, "message": "unknown"})"#))
    }

    @Test("Finds a plugin that drops what comes behind a cancelled request")
    func dropsTheRest() async throws {
        let answer = """
            if held.pop("drop", None): continue
            \(Self.answer)
            """
        await expectFaults(
            ["\(Self.behind) it gave no answer within 10 s"],
            of: try plugin(answer: answer, cancel: #"held["drop"] = True"#))
    }

    @Test(
        "Finds a plugin that stumbles over a value that it does not know",
        arguments: [("channel", "web"), ("status", "new"), ("priority", "normal")])
    func unknownValue(field: String, known: String) async throws {
        let answer = """
            if p["ticket"]["\(field)"] != "\(known)": say(r["id"], error={"code": -32000, "message": "what?"})
            else: \(Self.answer)
            """
        await expectFaults(
            [
                "It takes ticket.route with values that it does not know. "
                    + #"it answered with {"code":-32000,"message":"what?"}"#
            ], of: try plugin(answer: answer))
    }

    @Test("Finds a plugin that stumbles over an event of a type that it does not know")
    func unknownEvent() async throws {
        let good = #"say(r["id"], result={})"#
        let answer = """
            if any(e["type"] != "ticket.created" for e in p["events"]): say(r["id"], result={"actions": "what?"})
            else: \(good)
            """
        await expectFaults([], of: try plugin(hook: "event", answer: good))
        let found = await faults(try plugin(hook: "event", answer: answer))
        #expect(found.count == 1, "\(found)")
        #expect(
            found.first?.hasPrefix("It takes event with values that it does not know. its result") == true)
    }
}
