// How much memory a process has.

internal import FoundationEssentials
internal import Glibc

/// Reads `/proc/PID/statm` (proc(5)).
enum ResidentMemory {
    /// The resident memory in bytes; `nil` when there is no such process.
    static func bytes(of process: pid_t) -> Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8) else {
            return nil
        }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
