// A plugin as the conformance kit drives it: byte by byte, without the host's patience.

internal import Foundation
internal import Glibc
internal import PluginProtocol

/// One run of a plugin under test. It blocks: the kit does one thing after the other.
final class KitChild {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var framing = LineFraming()
    private var lines: [[UInt8]] = []
    private var lastID = 0
    /// Lines that answer nothing.
    private(set) var strays: [String] = []
    /// What every process that the plugin starts carries in its environment.
    private let mark = "porchlight-kit-\(UInt64.random(in: .min ... .max))"

    init(_ plugin: InstalledPlugin) throws {
        process.executableURL = URL(filePath: plugin.command[0])
        process.arguments = Array(plugin.command.dropFirst())
        if let folder = plugin.folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.environment = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONPYCACHEPREFIX": "/dev/null", "PORCHLIGHT_KIT": mark,
        ]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if !hasEnded { kill(process.processIdentifier, SIGKILL) }
    }

    /// Whether it has ended, as the system says. `Process` learns it from an end of a socket that any other
    /// process may hold that was started at the same moment.
    private var hasEnded: Bool {
        guard process.isRunning else { return true }
        var state = siginfo_t()
        let isChild = waitid(P_PID, id_t(process.processIdentifier), &state, WEXITED | WNOHANG | WNOWAIT) == 0
        return !isChild || state.si_signo == SIGCHLD
    }

    var residentBytes: Int { ResidentMemory.bytes(of: process.processIdentifier) ?? 0 }

    /// Writes a line as it is.
    func send(_ line: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    /// Asks, and waits for the response.
    ///
    /// - Returns: the response; `nil` when there is none in time.
    func ask(_ method: String, _ params: String, seconds: Double = 10) -> JSONValue? {
        response(to: begin(method, params), seconds: seconds)
    }

    /// Asks, and waits for nothing.
    ///
    /// - Returns: the request's id.
    func begin(_ method: String, _ params: String) -> String {
        lastID += 1
        send(#"{"jsonrpc":"2.0","id":"\#(lastID)","method":"\#(method)","params":\#(params)}"#)
        return String(lastID)
    }

    /// Says that nobody waits for a request any more.
    func cancel(_ id: String) {
        send(#"{"jsonrpc":"2.0","method":"$/cancel","params":{"id":"\#(id)"}}"#)
    }

    /// Waits for a response; what else comes is stray.
    func response(to id: String, seconds: Double) -> JSONValue? {
        let end = ContinuousClock.now + .seconds(seconds)
        while let line = nextLine(until: end) {
            if let (_, response) = response(in: line, to: [id]) { return response }
        }
        return nil
    }

    /// Waits until each of some requests has a response, and a little longer for those that are too many.
    ///
    /// - Parameter ids: the requests; what else comes is stray.
    func responses(to ids: Set<String>, awaiting awaited: Set<String>) -> [String: [JSONValue]] {
        var found: [String: [JSONValue]] = [:]
        func take(until end: ContinuousClock.Instant, _ isEnough: () -> Bool = { false }) {
            while !isEnough(), let line = nextLine(until: end) {
                guard let (id, response) = response(in: line, to: ids) else { continue }
                found[id, default: []].append(response)
            }
        }
        take(until: .now + .seconds(10)) { awaited.allSatisfy { found[$0] != nil } }
        take(until: .now + .milliseconds(300))
        return found
    }

    private func nextLine(until end: ContinuousClock.Instant) -> [UInt8]? {
        while lines.isEmpty {
            let left = (end - .now) / .milliseconds(1)
            guard left > 0, readMore(milliseconds: Int32(left)) else { return nil }
        }
        return lines.removeFirst()
    }

    /// The response that a line is, if it answers one of some requests.
    private func response(in line: [UInt8], to ids: Set<String>) -> (id: String, JSONValue)? {
        let value = try? JSONValue(json: Data(line))
        if let value, let id = value["id"]?.string, ids.contains(id) { return (id, value) }
        // A line that cannot be read has no id to answer to (JSON-RPC 2.0, section 5).
        if value?["error"]?["code"]?.number != -32700 {
            strays.append(String(decoding: line.prefix(120), as: UTF8.self))
        }
        return nil
    }

    /// Whatever comes within a while is no answer to anything.
    func listen(seconds: Double) {
        _ = response(to: "", seconds: seconds)
    }

    private func readMore(milliseconds: Int32) -> Bool {
        var wait = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, milliseconds) > 0 else { return false }
        let bytes = output.fileHandleForReading.availableData
        guard !bytes.isEmpty, let more = try? framing.lines(appending: bytes) else { return false }
        lines += more
        return true
    }

    /// Ends its input.
    func closeInput() { try? input.fileHandleForWriting.close() }

    /// Whether it ends by itself within a while.
    func ends(withinSeconds seconds: Double) -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while !hasEnded, ContinuousClock.now < end { usleep(10_000) }
        return hasEnded
    }

    /// Processes that it left behind.
    var orphans: [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap(Int32.init).filter { number in
            guard let bytes = FileManager.default.contents(atPath: "/proc/\(number)/environ") else {
                return false
            }
            return number != process.processIdentifier
                && String(decoding: bytes, as: UTF8.self).contains(mark)
        }
    }

    /// Ends it and what it left behind, by force.
    func end() {
        for orphan in orphans { kill(orphan, SIGKILL) }
        if !hasEnded { kill(process.processIdentifier, SIGKILL) }
        _ = ends(withinSeconds: 5)
    }
}
