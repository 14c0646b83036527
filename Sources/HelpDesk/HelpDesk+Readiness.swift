// Whether the desk can do its work just now.

internal import FoundationEssentials
public import TicketStore

extension HelpDesk {
    /// Whether tickets can be taken in: something small is written, and waited for on the disk. Whoever
    /// asks within some seconds gets the same answer.
    ///
    /// - Throws: what the store throws when it cannot write.
    public func tryStore() async throws {
        let moment = now
        try await readiness.check(now: moment) { [store] in
            try await store.keep(.probe, "\(Int64(moment.timeIntervalSince1970))")
        }
    }

    /// How much there is, and how much waits.
    public func figures() async throws -> StoreFigures {
        try await store.figures(heldIn: DeskSettings.heldQueue)
    }
}

/// Tries something at most once in some seconds, however many ask.
actor Readiness {
    /// How long an answer holds.
    static let seconds = 5.0

    private var last: (at: Date, attempt: Task<Void, any Error>)?

    /// Throws what the last attempt threw.
    func check(now: Date, _ attempt: @escaping @Sendable () async throws -> Void) async throws {
        // A moment in the future is of a clock that was set back since.
        if let last, last.at <= now, now.timeIntervalSince(last.at) < Self.seconds {
            return try await last.attempt.value
        }
        // Nobody's who goes away meanwhile: others wait for it, too.
        let task = Task { try await attempt() }
        last = (now, task)
        try await task.value
    }
}
