// The work behind the desk: plugins are asked about new tickets, mails leave the outbox.

public import FoundationEssentials
public import Logging
public import Mail
public import PluginHost
public import ServiceLifecycle
public import TicketStore
internal import Tickets

/// Does what waits in the store, whenever something changes and once at the start, so that work
/// that an earlier run left behind is done too.
public struct DeskWork: Service {
    private let store: any TicketStore
    private let host: PluginHost
    private let outbox: OutboxFolder
    private let settings: DeskSettings
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let changes: AsyncStream<Void>

    /// - Parameter changes: says that there is something to do.
    public init(
        store: any TicketStore, host: PluginHost, outbox: OutboxFolder, settings: DeskSettings,
        now: @escaping @Sendable () -> Date, logger: Logger, changes: AsyncStream<Void>
    ) {
        self.store = store
        self.host = host
        self.outbox = outbox
        self.settings = settings
        self.now = now
        self.logger = logger
        self.changes = changes
    }

    /// Runs the plugins and does the work until the program is asked to stop.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await host.run() }
                group.addTask {
                    await doWhatWaits()
                    for await _ in changes { await doWhatWaits() }
                }
                await group.waitForAll()
            }
        }
    }

    private func doWhatWaits() async {
        do {
            try await decideTickets()
            try await outbox.deliver(from: store, now: now())
        } catch {
            logger.error("work behind the desk failed, it is tried again at the next change: \(error)")
        }
    }

    /// Asks the plugins about every ticket that they have not seen, in order.
    private func decideTickets() async throws {
        let queues = settings.queues.map(\.id)
        while case let batch = try await store.undecided(limit: 100), !batch.isEmpty {
            for id in batch {
                guard !Task.isCancelled, let thread = try await store.thread(id) else { return }
                let verdict = await host.decide(thread, queues: queues)
                // Asking was cut short by the end of the program: the next run asks again.
                guard !Task.isCancelled else { return }
                _ = try await store.edit(id, now: now()) { edit in
                    edit.record(verdict.decisions, queue: verdict.queue)
                }
            }
        }
    }
}
