// Records that a store hands out from any thread.

import Synchronization
import TicketStore

/// Gathers records.
final class Gathered: Sendable {
    private let all = Mutex<[StoreRecord]>([])

    func add(_ record: StoreRecord) { all.withLock { $0.append(record) } }

    var records: [StoreRecord] { all.withLock { $0 } }
}
