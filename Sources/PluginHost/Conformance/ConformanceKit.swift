// porchlight plugin check: whether a plugin keeps the protocol, tried on the plugin itself.

internal import Foundation
internal import Glibc
internal import PluginProtocol

/// The conformance kit (protocol, "Conformance kit").
public struct ConformanceKit {
    /// What one test found.
    public struct Finding: Sendable, Equatable {
        /// What a plugin has to do, as a sentence.
        public let rule: String
        /// What it did instead; `nil` when all is well.
        public let fault: String?
    }

    let plugin: InstalledPlugin
    private let calls: Int
    private var findings: [Finding] = []

    /// A kit for one plugin.
    ///
    /// - Parameter calls: how many calls its memory and its speed are measured over.
    public init(_ plugin: InstalledPlugin, calls: Int = 10_000) {
        self.plugin = plugin
        self.calls = calls
    }

    /// Tries everything. Takes as long as the plugin does.
    ///
    /// - Returns: a finding for each rule, in order; nothing more behind one that makes the rest moot.
    public mutating func run() -> [Finding] {
        signal(SIGPIPE, SIG_IGN)
        findings = []
        if let hindrance = plugin.hindrance {
            note("It can be started.", hindrance)
            return findings
        }
        do {
            let child = try KitChild(plugin)
            defer { child.end() }
            guard begin(child) else { return findings }
            answers(child)
            strangeInput(child)
            measure(child)
            note(
                "Nothing but responses stands on its standard output.",
                child.strays.first.map { "it wrote: \($0)" })
            shutdown(child)
            try endOfInput()
        } catch {
            note("It can be started.", "it could not be: \(error.localizedDescription)")
        }
        return findings
    }

    private mutating func note(_ rule: String, _ fault: String?) {
        findings.append(Finding(rule: rule, fault: fault))
    }

    static func start(_ child: KitChild, _ plugin: InstalledPlugin) -> JSONValue? {
        let params = InitializeParams(
            mode: .test, config: plugin.config, secrets: plugin.secrets,
            grants: plugin.grants.map(\.rawValue).sorted(), dataFolder: plugin.dataFolder)
        guard let text = try? QuestionText.json(params) else { return nil }
        return child.ask("initialize", text, seconds: 5)
    }

    private mutating func begin(_ child: KitChild) -> Bool {
        let rule = "It answers initialize within 5 s, with protocol \(protocolVersion)."
        guard let response = Self.start(child, plugin) else {
            note(rule, "it gave no answer")
            return false
        }
        guard let result = response["result"], result["protocol"]?.number == Double(protocolVersion) else {
            note(rule, "it answered \(response.text.cut(to: 300))")
            return false
        }
        note(rule, nil)
        let named = Set(result["hooks"]?.array?.compactMap(\.string) ?? [])
        let extra = named.subtracting(plugin.manifest.hooks.keys).sorted()
        let missing = Set(plugin.manifest.hooks.keys).subtracting(named).sorted()
        let fault =
            extra.isEmpty && missing.isEmpty
            ? nil
            : "only plugin.json: \(missing.joined(separator: ", ")); only the answer: \(extra.joined(separator: ", "))"
        note("It names the hooks that plugin.json names.", fault)
        return true
    }

    private mutating func answers(_ child: KitChild) {
        for method in hooks {
            let sample = KitSample(method, plugin)
            let rule = "It answers \(method.rawValue) with what the protocol asks for."
            guard let first = child.ask(method.rawValue, sample.text) else {
                note(rule, "it gave no answer within 10 s")
                continue
            }
            note(rule, KitSample.fault(in: first, to: method))
            let more = child.ask(method.rawValue, sample.withUnknownFields)
            note(
                "It takes \(method.rawValue) with fields that it does not know.",
                more.map { KitSample.fault(in: $0, to: method) } ?? "it gave no answer")
            let strange = child.ask(method.rawValue, sample.withUnknownValues)
            note(
                "It takes \(method.rawValue) with values that it does not know.",
                strange.map { KitSample.fault(in: $0, to: method) } ?? "it gave no answer")
            guard plugin.manifest.isDeterministic else { continue }
            let again = child.ask(method.rawValue, sample.text)?["result"]
            note(
                "It answers the same \(method.rawValue) the same, also when the keys stand in another order.",
                again == first["result"]
                    && child.ask(method.rawValue, sample.permuted)?["result"] == first["result"]
                    ? nil : "plugin.json says deterministic, and the answers differ")
            guard method.kind == .decision else { continue }
            let other = child.ask(method.rawValue, sample.withOtherCall)?["result"]
            note(
                "It answers the same \(method.rawValue) the same, whatever the call is named.",
                other == first["result"]
                    ? nil : "it looks into “call”, which holds the plugin's own id: look into the ticket")
        }
    }

    private var hooks: [Method] {
        Method.hooks.filter { plugin.manifest[$0] != nil }
    }

    private mutating func strangeInput(_ child: KitChild) {
        let unknown = child.ask("ticket.paint", "{}")?["error"]?["code"]?.number
        note(
            "It answers a method that there is not with error -32601.",
            unknown == -32601 ? nil : "it answered with \(unknown.map { "\(Int($0))" } ?? "no error")")
        guard let method = hooks.first else { return }
        let sample = KitSample(method, plugin)
        for (name, body) in KitSample.strangeBodies {
            let answer = child.ask(method.rawValue, sample.text(withBody: body))
            note(
                "It answers when the text holds \(name).",
                answer == nil ? "it gave no answer within 10 s" : nil)
        }
        child.send("{\"jsonrpc\":\"2.0\",\"id\":")
        child.send("[]")
        child.listen(seconds: 0.2)
        let isAlive = child.ask(method.rawValue, sample.text) != nil
        note("It goes on behind a line that is no request.", isAlive ? nil : "it gave no answer any more")
        cancels(child, method)
    }

    /// A host that does not wait any more goes on with the next question at once, and its word may come
    /// after the answer.
    private mutating func cancels(_ child: KitChild, _ method: Method) {
        let text = KitSample(method, plugin).text
        let cancelled = child.begin(method.rawValue, text)
        child.cancel(cancelled)
        let next = child.begin(method.rawValue, text)
        let answers = child.responses(to: [cancelled, next], awaiting: [cancelled, next])
        note(
            "It gives a request that was cancelled exactly one response.",
            KitSample.fault(inCancelled: answers[cancelled] ?? [], to: method))
        child.cancel(next)
        let last = child.begin(method.rawValue, text)
        let more = child.responses(to: [next, last], awaiting: [last])
        let others = [(answers[next] ?? []) + (more[next] ?? []), more[last] ?? []]
        let fault = others.lazy.compactMap { responses -> String? in
            guard let response = responses.first else { return "it gave no answer within 10 s" }
            guard responses.count == 1 else { return "it gave \(responses.count) responses" }
            return KitSample.fault(in: response, to: method)
        }.first
        note("It answers the requests behind it, also when a cancel comes too late.", fault)
    }

    private mutating func measure(_ child: KitChild) {
        guard let method = hooks.first(where: { $0.kind == .decision }) else { return }
        let text = KitSample(method, plugin).text
        let clock = ContinuousClock()
        var times: [Duration] = []
        var before = 0
        for number in 0..<calls {
            // What it needs once, it has taken by the first thousand.
            if number == min(1_000, calls / 2) { before = child.residentBytes }
            let start = clock.now
            guard child.ask(method.rawValue, text) != nil else {
                return note("It answers \(calls) calls.", "it gave no answer to call \(number + 1)")
            }
            times.append(clock.now - start)
        }
        let grown = (child.residentBytes - before) >> 20
        note(
            "Its memory does not grow over \(calls) calls.",
            grown > 16 ? "it grew by \(grown) MiB" : nil)
        guard !times.isEmpty else { return }
        let slow = times.sorted()[times.count * 99 / 100] / .milliseconds(1)
        let limit = plugin.manifest.timeoutMilliseconds(for: method)
        note(
            "99 of 100 answers come within its own time-out.",
            slow > Double(limit) ? "it took \(Int(slow)) ms, and \(limit) ms is the time-out" : nil)
    }

    private mutating func shutdown(_ child: KitChild) {
        let isAnswered = child.ask("shutdown", "{}", seconds: 5)?["result"] != nil
        note("It answers shutdown.", isAnswered ? nil : "it gave no answer within 5 s")
        let hasEnded = child.ends(withinSeconds: 2)
        child.closeInput()
        note(
            "It ends within 2 s of shutdown and of the end of its input.",
            hasEnded || child.ends(withinSeconds: 2) ? nil : "it runs on")
        note(
            "It leaves no process behind.",
            child.orphans.isEmpty ? nil : "\(child.orphans.count) ran on")
    }

    private mutating func endOfInput() throws {
        let child = try KitChild(plugin)
        defer { child.end() }
        _ = Self.start(child, plugin)
        child.closeInput()
        note(
            "It ends within 2 s when its input ends: the only sign of a host that was killed.",
            child.ends(withinSeconds: 2) ? nil : "it runs on")
        for example in KitExample.all(of: plugin) { note(example.rule, try example.fault(plugin)) }
    }
}
