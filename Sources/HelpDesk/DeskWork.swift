// The work behind the desk: plugins are asked about new tickets, mails leave the outbox, timers fire.

public import FoundationEssentials
public import Logging
public import Mail
public import PluginHost
internal import PluginProtocol
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
    private let articles: ArticleSearch
    private let pressure: IntakePressure

    /// - Parameters:
    ///   - bell: says that there is something to do.
    ///   - pressure: while it is high, mails and plugins wait.
    ///   - articles: searches the help centre for plugins that may.
    public init(
        store: any TicketStore, host: PluginHost, outbox: OutboxFolder, settings: DeskSettings,
        now: @escaping @Sendable () -> Date, logger: Logger, bell: DeskBell,
        pressure: IntakePressure = IntakePressure(),
        articles: @escaping ArticleSearch = { _, _, _ in nil }
    ) {
        self.init(
            store: store, host: host, outbox: outbox, settings: settings, now: now, logger: logger,
            bell: bell, pressure: pressure, articles: articles, pauses: RetryPauses())
    }

    init(
        store: any TicketStore, host: PluginHost, outbox: OutboxFolder, settings: DeskSettings,
        now: @escaping @Sendable () -> Date, logger: Logger, bell: DeskBell,
        pressure: IntakePressure = IntakePressure(),
        articles: @escaping ArticleSearch = { _, _, _ in nil }, pauses: RetryPauses
    ) {
        self.pressure = pressure
        self.articles = articles
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
            store: store, host: host, facts: facts, pressure: pressure, now: now, logger: logger)
        let timers = TimerRounds(store: store, levels: settings.levels, now: now, logger: logger)
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await host.run() }
                group.addTask {
                    await WorkLoop(signal: bell.tickets, pauses: pauses).run {
                        let rest = await rounds.round(everything: $0)
                        bell.somethingHappened()
                        return rest
                    }
                }
                group.addTask {
                    await WorkLoop(signal: bell.mails, pauses: pauses).run { _ in await sendMails() }
                }
                group.addTask { await timers.run(bell.timers) { bell.somethingHappened() } }
                for plugin in host.plugins.map(\.manifest.id) {
                    group.addTask { await deliver(to: plugin) }
                }
                await group.waitForAll()
            }
        }
    }

    /// Deliveries of one plugin, and its appointments, whose next one is looked for after each round.
    private func deliver(to plugin: String) async {
        let rounds = DeliveryRounds(
            to: plugin, store: store, host: host, facts: facts, now: now, logger: logger)
        let signal = bell.deliveries(to: plugin)
        let alarm = Alarm(signal)
        await WorkLoop(signal: signal, pauses: pauses).run { _ in
            let rest = await rounds.round()
            let next = try? await store.nextAppointment(after: now())
            await alarm.set(for: next.map { $0.timeIntervalSince(now()) })
            return rest
        }
        await alarm.set(for: nil)
    }

    private var facts: DeskFacts {
        DeskFacts(settings, store: store, articles: articles)
    }

    private func sendMails() async -> WorkLoop.Rest {
        do {
            let failures = try await outbox.deliver(from: store, now: now()) { await pressure.giveWay() }
            for failure in failures { logger.failure("a mail was not written", failure) }
            // In the same round: nothing is written any more for a ticket that is erased before this.
            try await outbox.removeErased(from: store)
            return failures.isEmpty ? .untilRung : .retry
        } catch {
            logger.failure("the outbox could not be worked on", error)
            return .retry
        }
    }
}
