// The work behind the desk: plugins are asked about new tickets, mails leave the outbox, timers fire.

public import FoundationEssentials
public import Logging
public import Mail
public import PluginHost
public import ServiceLifecycle
public import TicketStore

/// Does what waits in the store: when the bell is rung, once at the start, so that work that an
/// earlier run left behind is done too, and again by itself when something failed. Tickets and
/// mails do not wait for each other.
public struct DeskWork: Service {
    private let store: any TicketStore
    private let host: PluginHost
    private let outbox: OutboxFolder
    private let settings: DeskSettings
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let bell: DeskBell
    private let pauses: RetryPauses

    /// - Parameter bell: says that there is something to do.
    public init(
        store: any TicketStore, host: PluginHost, outbox: OutboxFolder, settings: DeskSettings,
        now: @escaping @Sendable () -> Date, logger: Logger, bell: DeskBell
    ) {
        self.init(
            store: store, host: host, outbox: outbox, settings: settings, now: now, logger: logger,
            bell: bell, pauses: RetryPauses())
    }

    init(
        store: any TicketStore, host: PluginHost, outbox: OutboxFolder, settings: DeskSettings,
        now: @escaping @Sendable () -> Date, logger: Logger, bell: DeskBell, pauses: RetryPauses
    ) {
        self.store = store
        self.host = host
        self.outbox = outbox
        self.settings = settings
        self.now = now
        self.logger = logger
        self.bell = bell
        self.pauses = pauses
    }

    /// Runs the plugins and does the work until the program is asked to stop.
    public func run() async throws {
        let rounds = TicketRounds(
            store: store, host: host, queues: settings.queues.map(\.id), now: now, logger: logger)
        let timers = TimerRounds(store: store, levels: settings.levels, now: now, logger: logger)
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await host.run() }
                group.addTask {
                    await WorkLoop(signal: bell.tickets, pauses: pauses).run {
                        await rounds.round(everything: $0)
                    }
                }
                group.addTask {
                    await WorkLoop(signal: bell.mails, pauses: pauses).run { _ in await sendMails() }
                }
                group.addTask { await timers.run(bell.timers) }
                await group.waitForAll()
            }
        }
    }

    private func sendMails() async -> WorkLoop.Rest {
        do {
            let failures = try await outbox.deliver(from: store, now: now())
            for failure in failures { logger.error("a mail was not written: \(logWords(failure))") }
            return failures.isEmpty ? .untilRung : .retry
        } catch {
            logger.error("the outbox could not be worked on: \(logWords(error))")
            return .retry
        }
    }
}
