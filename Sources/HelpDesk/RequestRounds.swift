// Sending the requests that plugins asked for.

internal import FoundationEssentials
internal import HTTPClient
internal import Logging
internal import TicketStore
internal import Tickets

/// Sends what waits in the store, signed, until it is answered or was tried often enough.
actor RequestRounds {
    /// How long after each failure a request is sent again, in seconds; after the last it is given up.
    static let pauses = [5.0, 60, 300, 1_800, 7_200, 21_600, 43_200]
    /// Requests that are under way at a time: a server that is slow does not hold the others.
    private static let most = 16

    private let store: any TicketStore
    private let client: SafeClient
    private let signingKey: SigningKey
    private let now: @Sendable () -> Date
    private let logger: Logger

    init(
        store: any TicketStore, client: SafeClient, signingKey: @escaping SigningKey,
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.client = client
        self.signingKey = signingKey
        self.now = now
        self.logger = logger
    }

    /// Sends everything that is due.
    func round() async -> WorkLoop.Rest {
        do {
            while case let due = try await store.dueRequests(now: now(), limit: Self.most), !due.isEmpty {
                guard !Task.isCancelled else { return .untilRung }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for stored in due { group.addTask { try await self.send(stored) } }
                    try await group.waitForAll()
                }
            }
            return .untilRung
        } catch {
            logger.failure("requests to other servers could not be worked on", error)
            return .retry
        }
    }

    private func send(_ stored: StoredRequest) async throws {
        let request = stored.request
        do {
            guard let key = signingKey(request.plugin) else {
                throw RequestFailure(
                    "secrets/\(request.plugin)/DELIVER_SECRET is no “whsec_” with base 64: mend or delete it",
                    .temporary)
            }
            let headers = RequestSignature.headers(of: request, key: key, now: now())
            _ = try await client.post(request.address, headers: headers, body: Array(request.body.utf8))
            try await store.forgetRequest(stored.number)
        } catch let failure as RequestFailure {
            try await keep(failure, stored)
        }
    }

    private func keep(_ failure: RequestFailure, _ stored: StoredRequest) async throws {
        let request = stored.request
        let isDead = failure.kind == .lasting || stored.attempts >= Self.pauses.count
        let due = isDead ? nil : now().addingTimeInterval(Self.pauses[stored.attempts])
        try await store.postponeRequest(stored.number, to: due, reason: "\(failure)")
        guard isDead else { return }
        logger.error(
            "a request of \(request.plugin) was given up: \(failure); `porchlight plugin retry \(request.plugin)` sends it once more"
        )
        let note = Decision(
            plugin: request.plugin, hook: "deliver", outcome: .failed,
            reason: "its request was given up: \(failure)", at: now())
        if let ticket = request.ticket { _ = try await store.edit(ticket, now: now()) { $0.note([note]) } }
    }
}
