// One writer: what many ask for at the same time is committed at once, and waits for the disk once.

internal import GRDB
internal import Synchronization
internal import TicketStore

/// Gathers what is to be written while the disk is busy with the commit before, and writes it in one
/// transaction. Each request has a savepoint of its own: one that fails takes no other with it.
final class GroupCommit: Sendable {
    /// The most requests of one transaction: the first of them waits for the last.
    private static let mostInOne = 256
    /// The most requests that may wait; there is no use in a queue that is longer than patience.
    private static let mostWaiting = 8_192

    /// A request: `perform` writes, and gives back how to tell of the result once it is on the disk.
    private struct Request: Sendable {
        let perform: @Sendable (Database) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct Line {
        var waiting: [Request] = []
        var isWorking = false
        var commits = Durations()
        var failedCommits = 0
    }

    private enum Turn { case isComing, begins, isRefused }

    private let database: DatabasePool
    private let line = Mutex(Line())

    init(_ database: DatabasePool) {
        self.database = database
    }

    /// How long commits waited for the disk, and how many failed.
    var figures: (Durations, Int) { line.withLock { ($0.commits, $0.failedCommits) } }

    /// Writes. When it returns, the result is on the disk.
    ///
    /// - Throws: what the body throws, or what went wrong with the commit; nothing is then written.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let request = Request(
                perform: { connection in
                    let result = try body(connection)
                    return { continuation.resume(returning: result) }
                },
                fail: { continuation.resume(throwing: $0) })
            let turn: Turn = line.withLock { line in
                guard line.waiting.count < Self.mostWaiting else { return .isRefused }
                line.waiting.append(request)
                defer { line.isWorking = true }
                return line.isWorking ? .isComing : .begins
            }
            switch turn {
            case .isComing: break
            case .isRefused: continuation.resume(throwing: StoreError(.overloaded, number: 0))
            case .begins:
                database.asyncWriteWithoutTransaction { [self] connection in
                    while case let requests = next(), !requests.isEmpty { commit(requests, connection) }
                }
            }
        }
    }

    private func next() -> [Request] {
        line.withLock { line in
            let requests = Array(line.waiting.prefix(Self.mostInOne))
            line.waiting.removeFirst(requests.count)
            if requests.isEmpty { line.isWorking = false }
            return requests
        }
    }

    private func commit(_ requests: [Request], _ connection: Database) {
        var successes: [(tell: @Sendable () -> Void, request: Request)] = []
        var open = requests[...]
        let clock = ContinuousClock()
        let start = clock.now
        do {
            try connection.inTransaction(.immediate) {
                while let request = open.popFirst() {
                    do {
                        try connection.inSavepoint {
                            successes.append((try request.perform(connection), request))
                            return .commit
                        }
                    } catch {
                        // Some errors, such as a full disk, end the whole transaction.
                        guard connection.isInsideTransaction else {
                            open = [request] + open
                            throw error
                        }
                        request.fail(error)
                    }
                }
                return .commit
            }
            line.withLock { $0.commits.count(seconds: (clock.now - start) / .seconds(1)) }
            for success in successes { success.tell() }
        } catch {
            line.withLock { $0.failedCommits += 1 }
            for request in successes.map(\.request) + open { request.fail(error) }
        }
    }
}
