// Plugins in Python, a function each, for tests that are about the desk.

import Foundation
import Logging
import PluginHost
import PluginProtocol

enum FakePlugin {
    /// A plugin that answers with what a function of the method `m` and the parameters `p` gives.
    ///
    /// - Parameter hooks: the manifest's, as JSON.
    static func plugin(
        _ id: String = "p", hooks: String, grants: String = "", before: String = "", _ body: String
    ) throws -> InstalledPlugin {
        let names = try JSONSerialization.jsonObject(with: Data(hooks.utf8)) as? [String: Any] ?? [:]
        let list = JSONValue.array(names.keys.sorted().map { .string($0) }).text
        let script = """
            import json, sys, time, os
            \(before)
            def take(m, p):
            \(body.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
            for line in sys.stdin:
                r = json.loads(line)
                if "id" not in r: continue
                m = r["method"]
                result = {"protocol": 1, "hooks": \(list)} if m == "initialize" else \\
                    {} if m == "shutdown" else take(m, r["params"])
                print(json.dumps({"jsonrpc": "2.0", "id": r["id"], "result": result}), flush=True)
            """
        let json = """
            {"id":"\(id)","version":"1","protocol":1,"title":"","command":["python3","-c",\(JSONValue.string(script).text)],
             "hooks":\(hooks),"grants":[\(grants)]}
            """
        return InstalledPlugin(
            manifest: try PluginManifest(json: Data(json.utf8)), config: .null, programPath: "")
    }

    static let silence = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs a host while the body runs.
    static func withHost(
        _ plugins: [InstalledPlugin], now: @escaping @Sendable () -> Date = { DeskFixture.noon },
        _ body: (PluginHost) async throws -> Void
    ) async throws {
        let host = PluginHost(plugins, logger: silence, now: now)
        let running = Task { await host.run() }
        do {
            try await body(host)
        } catch {
            running.cancel()
            throw error
        }
        running.cancel()
        await running.value
    }
}
