// The states of plugins while several answers are not committed yet.

internal import Synchronization
internal import TicketStore
internal import Tickets

/// The states of plugins between answers that are committed together: each question holds the state that
/// the answer before it left. A plugin takes one question at a time, or as many as its manifest allows.
public final class StateChain: Sendable {
    private struct Line {
        var record: PluginRecord?
        var open = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let lines = Mutex<[String: Line]>([:])

    /// Begins with what is kept.
    public init() {}

    /// Waits until the plugin may be asked the next question.
    ///
    /// - Parameter most: how many questions may be open at a time.
    func begin(_ plugin: String, most: Int) async {
        await withCheckedContinuation { continuation in
            let isFree = lines.withLock { lines in
                guard lines[plugin, default: Line()].open >= max(1, most) else {
                    lines[plugin, default: Line()].open += 1
                    return true
                }
                lines[plugin, default: Line()].waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    /// The question was answered, or will not be.
    func end(_ plugin: String) {
        let next = lines.withLock { lines -> CheckedContinuation<Void, Never>? in
            guard var line = lines[plugin] else { return nil }
            defer { lines[plugin] = line }
            guard !line.waiting.isEmpty else {
                line.open -= 1
                return nil
            }
            return line.waiting.removeFirst()
        }
        next?.resume()
    }

    /// The state to ask with.
    ///
    /// - Parameter kept: what is kept of the plugin.
    func record(
        _ plugin: String, _ kept: @Sendable (_ plugin: String) async throws -> PluginRecord
    ) async throws -> PluginRecord {
        if let known = lines.withLock({ $0[plugin]?.record }) { return known }
        let record = try await kept(plugin)
        return lines.withLock { lines in
            if let known = lines[plugin]?.record { return known }
            lines[plugin, default: Line()].record = record
            return record
        }
    }

    /// Takes a change over for the questions that follow.
    ///
    /// - Returns: `false` when another answer came first, so that this one came from a state that is over.
    func take(_ change: PluginWork.StateChange, of plugin: String) -> Bool {
        lines.withLock { lines in
            guard lines[plugin]?.record?.stateRevision == change.rev else { return false }
            lines[plugin]?.record?.stateRevision = change.rev + 1
            lines[plugin]?.record?.state = change.document
            return true
        }
    }
}
