// Timers: rows that are replaced with each change of a ticket, in its transaction.

public import FoundationEssentials
internal import GRDB
internal import TicketStore
public import Tickets

extension SQLiteStore {
    /// Sets the plan's promises.
    public func promise(
        _ levels: ServiceLevels, onError: @escaping @Sendable (TicketID, CalendarError) -> Void
    ) {
        plan.use(levels, onError: onError)
    }

    /// Writes the timers of those tickets alone that have others now.
    public func replan(after id: TicketID, limit: Int, now: Date) async throws -> TicketID? {
        try await writing { connection in
            let rows = try connection.rows(
                "SELECT state FROM tickets WHERE status <> 'closed' AND id > ? ORDER BY id LIMIT ?",
                [id.number, limit])
            var last: TicketID?
            for row in rows {
                let state: TicketState = try JSON.decode(row[0])
                try replaceTimers(of: state, now: now, mayHaveSome: true, connection)
                last = state.id
            }
            return last
        }
    }

    /// Walks the index of due times.
    public func dueTimers(now: Date, limit: Int) async throws -> [TicketTimer] {
        try await reading { connection in
            try connection.rows(
                "SELECT timer FROM timers WHERE due <= ? ORDER BY due, ticket, id LIMIT ?",
                [now.milliseconds, limit]
            ).map { try JSON.decode($0[0]) }
        }
    }

    /// Looks the next one up in the index of due times.
    public func nextDue(after moment: Date) async throws -> Date? {
        try await reading { connection in
            let due: Int64? = try connection.value(
                "SELECT min(due) FROM timers WHERE due > ?", [moment.milliseconds])
            return due.map(Date.init(milliseconds:))
        }
    }

    func replaceTimers(
        of state: TicketState, now: Date, mayHaveSome: Bool, _ connection: Database
    ) throws {
        let timers = try plan.timers(for: state, now: now).map { (try JSON.encode($0), $0.due.milliseconds) }
        if mayHaveSome {
            let known = try connection.rows(
                "SELECT timer FROM timers WHERE ticket = ? ORDER BY id", [state.id.number]
            ).map { $0[0] as String }
            guard known != timers.map(\.0) else { return }
            try connection.run("DELETE FROM timers WHERE ticket = ?", [state.id.number])
        }
        for (timer, due) in timers {
            try connection.run(
                "INSERT INTO timers (ticket, due, timer) VALUES (?, ?, ?)", [state.id.number, due, timer])
        }
    }
}
