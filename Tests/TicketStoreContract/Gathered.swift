// Records that a store hands out from any thread.

import Synchronization
import TicketStore
import Tickets

/// Gathers records.
final class Gathered: Sendable {
    private let all = Mutex<[StoreRecord]>([])

    func add(_ record: StoreRecord) { all.withLock { $0.append(record) } }

    var records: [StoreRecord] { all.withLock { $0 } }

    private let known = Mutex<[Correspondent]>([])

    func add(_ correspondent: Correspondent) { known.withLock { $0.append(correspondent) } }

    var correspondents: [Correspondent] { known.withLock { $0 } }
}
