// How much memory a plugin has, with everything that it has started.

internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// What the processes of a session have together. A plugin begins a session of its own, so that what
/// it starts belongs to it, however far down.
struct SessionUse: Sendable, Equatable {
    /// Resident memory; what several of them share is counted for each.
    var bytes = 0
    /// The processes, the plugin itself included.
    var members: [Int32] = []
}

/// Looks through `/proc` (proc(5)) for all plugins at once: twenty of them cost no more than one.
final class SessionWatch: Sendable {
    /// One for all plugins of this program.
    static let shared = SessionWatch()

    private struct Look {
        var at: ContinuousClock.Instant?
        var sessions: [Int32: SessionUse] = [:]
    }

    private let last = Mutex(Look())

    /// What a session has; `nil` when there is none of it any more.
    ///
    /// - Parameter age: how old the last look may be.
    func use(of session: Int32, noOlderThan age: Duration) -> SessionUse? {
        last.withLock { look in
            if look.at.map({ $0.duration(to: .now) > age }) ?? true {
                look = Look(at: .now, sessions: Self.sessions())
            }
            return look.sessions[session]
        }
    }

    /// Resident memory, in which what several share is counted once: the sum of their proportional set
    /// sizes. It costs more than a look, and is asked for where a look says too much.
    func ownBytes(of use: SessionUse) -> Int {
        use.members.reduce(0) { sum, process in
            guard let text = Self.text(of: "/proc/\(process)/smaps_rollup") else { return sum }
            let line = text.split(separator: UInt8(ascii: "\n")).first { $0.starts(with: Array("Pss:".utf8)) }
            let field = line?.split(separator: UInt8(ascii: " ")).dropFirst().first
            return sum + (field.flatMap(Self.number) ?? 0) * 1_024
        }
    }

    private static func sessions() -> [Int32: SessionUse] {
        var sessions: [Int32: SessionUse] = [:]
        let page = sysconf(Int32(_SC_PAGESIZE))
        guard let folder = opendir("/proc") else { return [:] }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = Int32(name), let stat = text(of: "/proc/\(process)/stat"),
                // The command stands in parentheses, and may hold any sign.
                let end = stat.lastIndex(of: UInt8(ascii: ")"))
            else { continue }
            // Behind it: state, parent, group, session; the 22nd is the resident pages.
            let fields = stat[(end + 1)...].split(separator: UInt8(ascii: " "))
            guard fields.count > 21, let session = number(fields[3]), let pages = number(fields[21]) else {
                continue
            }
            sessions[Int32(truncatingIfNeeded: session), default: SessionUse()].bytes += pages * page
            sessions[Int32(truncatingIfNeeded: session), default: SessionUse()].members.append(process)
        }
        return sessions
    }

    private static func text(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 1_024)
        let count = read(file, &buffer, buffer.count)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        Int(String(decoding: field, as: UTF8.self))
    }
}
