// Requests to other servers: signed, retried, given up, and never to where they must not go.

import Crypto
import CustomDump
import Foundation
import HTTPClient
import PluginHost
import PluginProtocol
import SQLiteStore
import Synchronization
import Testing
import TicketStore
import Tickets

@testable import HelpDesk

@Suite("Requests to other servers", .timeLimit(.minutes(5)))
struct RequestTests {
    private final class Clock: Sendable {
        private let time = Mutex(DeskFixture.noon)
        var now: Date { time.withLock { $0 } }
        func turn(seconds: Double) { time.withLock { $0 += seconds } }
    }

    private static let key = Array(repeating: UInt8(7), count: 32)

    /// A server in Python that writes each request to a file, and answers with what another file says.
    private func withServer(_ body: (_ port: Int, _ folder: URL) async throws -> Void) async throws {
        try await DeskFixture.withFolder { folder in
            let script = """
                import http.server, json, os, sys
                folder = sys.argv[1]
                class Handler(http.server.BaseHTTPRequestHandler):
                    def do_POST(self):
                        text = self.rfile.read(int(self.headers["content-length"])).decode()
                        with open(folder + "/requests", "a") as file:
                            file.write(json.dumps({"path": self.path, "body": text,
                                **{k.lower(): v for k, v in self.headers.items()}}) + "\\n")
                        answer = open(folder + "/answer").read().split() if os.path.exists(folder + "/answer") else ["200"]
                        self.send_response(int(answer[0]))
                        if len(answer) > 1: self.send_header("Location", answer[1])
                        self.send_header("Content-Length", "200000" if answer[0] == "201" else "0")
                        self.end_headers()
                        if answer[0] == "201": self.wfile.write(b"x" * 200000)
                    def log_message(self, *a): pass
                server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
                open(folder + "/port.new", "w").write(str(server.server_port))
                os.rename(folder + "/port.new", folder + "/port")
                server.serve_forever()
                """
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/python3")
            process.arguments = ["-c", script, folder.path]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // Children of threads that block SIGTERM do not hear it.
            defer {
                kill(process.processIdentifier, SIGKILL)
            }
            let file = folder.appending(path: "port").path
            for _ in 1...500 where !FileManager.default.fileExists(atPath: file) {
                try await Task.sleep(for: .milliseconds(20))
            }
            let port = try #require(Int(try String(contentsOfFile: file, encoding: .utf8)))
            try await body(port, folder)
        }
    }

    private func received(_ folder: URL) throws -> [JSONValue] {
        guard let text = try? String(contentsOf: folder.appending(path: "requests"), encoding: .utf8) else {
            return []
        }
        return try text.split(separator: "\n").map { try JSONValue(json: Data($0.utf8)) }
    }

    /// A store with a ticket and a request about it.
    private func store(_ folder: URL, _ address: String) async throws -> (SQLiteStore, TicketID) {
        let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
        let question = Submission(
            key: "k", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
            body: "Dark.", queue: "triage")
        let id = try await store.submit(question, now: DeskFixture.noon).id
        let call = PluginCall(
            plugin: "hook", call: "c", method: "event", tickets: [id], at: DeskFixture.noon, request: "{}",
            response: "{}", milliseconds: 1, outcome: .answered)
        let request = OutgoingRequest(
            plugin: "hook", call: "c", place: 0, ticket: id, address: address, body: #"{"text":"Grüße"}"#,
            at: DeskFixture.noon)
        try await store.commit([PluginWork(call, requests: [request])], to: [], now: DeskFixture.noon) { _ in
        }
        return (store, id)
    }

    private func rounds(
        _ store: SQLiteStore, _ clock: Clock, allowed: [String] = ["127.0.0.1"], timeout: Int = 2_000
    ) -> RequestRounds {
        RequestRounds(
            store: store, client: SafeClient(allowed: AllowedHosts(allowed), timeoutMilliseconds: timeout),
            signingKey: { _ in Self.key }, now: { clock.now }, logger: FakePlugin.silence)
    }

    @Test("It arrives once, signed over number, time and body")
    func signed() async throws {
        try await withServer { port, folder in
            let (store, _) = try await store(folder, "http://127.0.0.1:\(port)/in?x=1")
            let clock = Clock()
            let rounds = rounds(store, clock)
            #expect(await rounds.round() == .untilRung)
            #expect(await rounds.round() == .untilRung)
            let requests = try received(folder)
            expectNoDifference(requests.count, 1)
            let request = try #require(requests.first)
            expectNoDifference(request["path"], "/in?x=1")
            expectNoDifference(request["body"], #"{"text":"Grüße"}"#)
            expectNoDifference(request["content-type"], "application/json")
            let (id, time) = (request["webhook-id"]?.string ?? "", request["webhook-timestamp"]?.string ?? "")
            expectNoDifference(time, "1800000000")
            #expect(id.hasPrefix("msg_") && id.utf8.count == 28)
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("\(id).\(time).{\"text\":\"Grüße\"}".utf8), using: SymmetricKey(data: Self.key))
            expectNoDifference(
                request["webhook-signature"]?.string, "v1,\(Data(code).base64EncodedString())")
            let left = try await store.dueRequests(now: .distantFuture, limit: 9)
            expectNoDifference(left, [])
        }
    }

    @Test("One that is not answered is sent again ever later, and given up with a word on the ticket")
    func retries() async throws {
        try await withServer { port, folder in
            try Data("503".utf8).write(to: folder.appending(path: "answer"))
            let (store, id) = try await store(folder, "http://127.0.0.1:\(port)/")
            let clock = Clock()
            let rounds = rounds(store, clock)
            var waited: [Double] = []
            for _ in 1...20 {
                _ = await rounds.round()
                guard let next = try await store.nextRequest(after: clock.now) else { break }
                waited.append(next.timeIntervalSince(clock.now))
                clock.turn(seconds: next.timeIntervalSince(clock.now))
            }
            expectNoDifference(waited, [5, 60, 300, 1_800, 7_200, 21_600, 43_200])
            let names = try received(folder).map { $0["webhook-id"]?.string }
            expectNoDifference(names.count, 8)
            expectNoDifference(Set(names).count, 1)
            let reasons = try await store.thread(id)?.decisions.map(\.reason)
            expectNoDifference(
                reasons, ["its request was given up: 127.0.0.1:\(port) answered 503"])
            let dead = try await DeadLetters.requests(of: "hook", in: store)
            expectNoDifference(
                dead.map(DeadLetters.words),
                ["2027-01-15T08:00:00Z c:0: sent 8 times: 127.0.0.1:\(port) answered 503"])
            // The operator sends it once more, and the server is well by then.
            try Data("201".utf8).write(to: folder.appending(path: "answer"))
            let again = try await DeadLetters.sendAllAgain(of: "hook", in: store, now: clock.now)
            expectNoDifference(again, 1)
            _ = await rounds.round()
            let left = try await DeadLetters.requests(of: "hook", in: store)
            expectNoDifference(left, [])
            expectNoDifference(try received(folder).count, 9)
        }
    }

    @Test("No redirect is followed, and whoever says 410 is not asked again")
    func redirects() async throws {
        try await withServer { port, folder in
            try Data("307 http://127.0.0.1:\(port)/elsewhere".utf8).write(
                to: folder.appending(path: "answer"))
            let (store, _) = try await store(folder, "http://127.0.0.1:\(port)/")
            let clock = Clock()
            let rounds = rounds(store, clock)
            _ = await rounds.round()
            expectNoDifference(try received(folder).map { $0["path"] }, ["/"])
            let waiting = try await store.dueRequests(now: .distantFuture, limit: 9)
            expectNoDifference(
                waiting.map(\.reason),
                ["127.0.0.1:\(port) answered 307: redirects are not followed, name the new address"])
            try Data("410".utf8).write(to: folder.appending(path: "answer"))
            clock.turn(seconds: 5)
            _ = await rounds.round()
            let dead = try await DeadLetters.requests(of: "hook", in: store)
            expectNoDifference(dead.map(\.attempts), [2])
        }
    }

    @Test("A private address is refused before anything is sent, however it is written")
    func inner() async throws {
        try await withServer { port, folder in
            for (number, host) in ["127.0.0.1", "localhost", "0x7f.1", "[::ffff:127.0.0.1]"].enumerated() {
                let inner = folder.appending(path: "\(number)")
                try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
                let (store, _) = try await store(inner, "http://\(host):\(port)/")
                _ = await rounds(store, Clock(), allowed: []).round()
                let dead = try await DeadLetters.requests(of: "hook", in: store)
                #expect(dead.first?.reason.contains("not in the public Internet") == true, "\(host)")
            }
            expectNoDifference(try received(folder), [])
        }
    }

    @Test("A server that takes the request and says nothing costs its time-out alone")
    func silent() async throws {
        try await DeskFixture.withFolder { folder in
            let socket = try SilentServer()
            let (store, _) = try await store(folder, "http://127.0.0.1:\(socket.port)/")
            let clock = ContinuousClock()
            let took = await clock.measure { _ = await rounds(store, Clock(), timeout: 300).round() }
            #expect(took < .seconds(30))
            let waiting = try await store.dueRequests(now: .distantFuture, limit: 9)
            #expect(waiting.first?.reason.contains("did not answer: timeout was reached") == true)
        }
    }

    @Test("Erasing a ticket takes its requests along")
    func erased() async throws {
        try await DeskFixture.withFolder { folder in
            let (store, id) = try await store(folder, "http://127.0.0.1:9/")
            _ = try await store.erase([id], by: .agent(name: "grace"), now: DeskFixture.noon)
            let left = try await store.dueRequests(now: .distantFuture, limit: 9)
            expectNoDifference(left, [])
        }
    }

    @Test("A plugin's action becomes a request with the call's effects, and not without the grant")
    func action() async throws {
        for (grant, count) in [(#""http.deliver""#, 1), ("", 0)] {
            try await DeskFixture.withFolder { folder in
                let store = try SQLiteStore(path: folder.appending(path: "desk.sqlite").path)
                let plugin = try FakePlugin.plugin(
                    hooks: #"{"event":{"types":["ticket.created"],"timeout_ms":10000}}"#, grants: grant,
                    #"return {"actions": [{"do": "deliver", "ticket": p["events"][0]["ticket"]["id"], "url": "https://example.org/x", "body": {"a": 1}}]}"#
                )
                try await store.beginDeliveries(to: "p", after: 0)
                let question = Submission(
                    key: "k", requester: Requester(name: "Ada", address: "ada@example.org"), subject: "Lamp",
                    body: "Dark.", queue: "triage")
                _ = try await store.submit(question, now: DeskFixture.noon)
                try await FakePlugin.withHost([plugin]) { host in
                    let facts = DeskFacts(
                        choices: Choices(queues: []), record: { try await store.pluginRecord($0) })
                    let rounds = DeliveryRounds(
                        to: "p", store: store, host: host, facts: facts, now: { DeskFixture.noon },
                        logger: FakePlugin.silence)
                    _ = await rounds.round()
                    _ = await rounds.round()
                }
                let requests = try await store.dueRequests(now: .distantFuture, limit: 9).map(\.request)
                expectNoDifference(requests.count, count)
                if count == 1 { expectNoDifference(requests.first?.body, #"{"a":1}"#) }
            }
        }
    }
}

/// A socket that takes connections and never says a word.
private final class SilentServer {
    private let descriptor: Int32
    let port: Int

    init() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) | listen(descriptor, 5) | getsockname(descriptor, $0, &length)
            }
        }
        self.descriptor = descriptor
        guard bound == 0 else { throw CocoaError(.fileNoSuchFile) }
        port = Int(UInt16(bigEndian: name.sin_port))
    }

    deinit { close(descriptor) }
}
