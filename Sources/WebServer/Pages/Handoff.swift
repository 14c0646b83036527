// One gives, one takes, and nothing piles up between them.

internal import Synchronization

/// Hands pieces over from one task to another: who gives waits until the piece was taken.
final class Handoff: Sendable {
    private struct Table {
        var piece: [UInt8]?
        var isFinished = false
        var giver: CheckedContinuation<Void, any Error>?
        var taker: CheckedContinuation<Void, any Error>?

        mutating func wakeAll() -> [CheckedContinuation<Void, any Error>] {
            defer { (giver, taker) = (nil, nil) }
            return [giver, taker].compactMap(\.self)
        }
    }

    private let table = Mutex(Table())

    /// Lays a piece down, and waits until it was taken.
    func put(_ piece: [UInt8]) async throws {
        let taker = table.withLock { table in
            table.piece = piece
            defer { table.taker = nil }
            return table.taker
        }
        taker?.resume()
        try await wait(asGiver: true) { $0.piece == nil }
    }

    /// Takes the next piece; `nil` when there will be none.
    func take() async throws -> [UInt8]? {
        try await wait(asGiver: false) { $0.piece != nil || $0.isFinished }
        let (piece, giver) = table.withLock { table in
            defer { (table.piece, table.giver) = (nil, nil) }
            return (table.piece, table.giver)
        }
        giver?.resume()
        return piece
    }

    /// Says that nothing more comes.
    func finish() {
        let waiting = table.withLock { table in
            table.isFinished = true
            return table.wakeAll()
        }
        for one in waiting { one.resume() }
    }

    private func wait(asGiver isGiver: Bool, until isReady: @Sendable (Table) -> Bool) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let goesOn = table.withLock { table in
                    if Task.isCancelled || isReady(table) { return true }
                    if isGiver { table.giver = continuation } else { table.taker = continuation }
                    return false
                }
                if goesOn { continuation.resume() }
            }
            try Task.checkCancellation()
        } onCancel: {
            for one in table.withLock({ $0.wakeAll() }) { one.resume() }
        }
    }
}
