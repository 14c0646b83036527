// The work behind the desk: plugins are asked about new tickets, mails leave the outbox, timers fire.

public import FoundationEssentials
internal import HTTPClient
public import Logging
public import Mail
public import PluginHost
internal import PluginProtocol
public import ServiceLifecycle
public import TicketStore
internal import Tickets

/// Does what waits in the store: when the bell is rung, once at the start, so that work that an
/// earlier run left behind is done too, and again by itself when something failed. Tickets and
/// mails do not wait for each other.
public struct DeskWork: Service {
    let store: any TicketStore
    let host: PluginHost
    private let outbox: OutboxFolder
    private let settings: DeskSettings
    private let now: @Sendable () -> Date
    let logger: Logger
    private let bell: DeskBell
    private let pauses: RetryPauses
    private let articles: ArticleSearch
    private let letters: DeskLetters
    private let signingKey: SigningKey
    private let pressure: IntakePressure

    /// - Parameters:
    ///   - bell: says that there is something to do.
    ///   - pressure: while it is high, mails and plugins wait.
    ///   - letters: what is mailed to customers by itself.
    ///   - signingKey: what the requests of a plugin are signed with.
    ///   - articles: searches the help centre for plugins that may.
    public init(
        store: any TicketStore, host: PluginHost, outbox: OutboxFolder, settings: DeskSettings,
        letters: DeskLetters, now: @escaping @Sendable () -> Date, logger: Logger, bell: DeskBell,
        pressure: IntakePressure = IntakePressure(), signingKey: @escaping SigningKey,
        articles: @escaping ArticleSearch = { _, _, _ in nil }
    ) {
        self.init(
            store: store, host: host, outbox: outbox, settings: settings, letters: letters, now: now,
            logger: logger, bell: bell, pressure: pressure, signingKey: signingKey, articles: articles,
            pauses: RetryPauses())
    }

    init(
        store: any TicketStore, host: PluginHost, outbox: OutboxFolder, settings: DeskSettings,
        letters: DeskLetters, now: @escaping @Sendable () -> Date, logger: Logger, bell: DeskBell,
        pressure: IntakePressure = IntakePressure(), signingKey: @escaping SigningKey = { _ in nil },
        articles: @escaping ArticleSearch = { _, _, _ in nil }, pauses: RetryPauses
    ) {
        self.pressure = pressure
        self.signingKey = signingKey
        self.letters = letters
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
        let answers = AnswerRounds(
            decider: decider(.answering), host: host, signal: bell.answers, pressure: pressure)
        let rounds = TicketRounds(
            store: store, decider: decider(.routing), answers: answers, pressure: pressure, logger: logger)
        let timers = TimerRounds(
            store: store, levels: settings.levels, letters: letters, now: now, logger: logger)
        let surveys = SurveyRounds(store: store, host: host, facts: facts, now: now, logger: logger)
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await host.run() }
                group.addTask {
                    await WorkLoop(signal: bell.tickets, pauses: pauses).run {
                        await rounds.round(everything: $0) { bell.somethingFollows() }
                    }
                }
                group.addTask {
                    await WorkLoop(signal: bell.answers, pauses: pauses).run {
                        await answers.round(everything: $0) { bell.somethingFollows() }
                    }
                }
                group.addTask {
                    await WorkLoop(signal: bell.mails, pauses: pauses).run { _ in await sendMails() }
                }
                group.addTask { await sendRequests() }
                group.addTask { await keepLateAnswers() }
                group.addTask {
                    await WorkLoop(signal: bell.surveys, pauses: pauses).run { _ in
                        let rest = await surveys.round()
                        if await surveys.hasPlanned { bell.somethingFollows() }
                        return rest
                    }
                }
                group.addTask { await timers.run(bell.timers) { bell.somethingFollows() } }
                group.addTask { await deliverToAll() }
                await group.waitForAll()
            }
        }
    }

    /// Deliveries of all plugins, also of those that come while the desk runs.
    private func deliverToAll() async {
        await withTaskGroup { group in
            var known: Set<String> = []
            for await names in host.namesAsTheyChange {
                for name in names where known.insert(name).inserted {
                    group.addTask { await deliver(to: name) }
                }
            }
        }
    }

    /// Deliveries of one plugin, and its appointments, whose next one is looked for after each round.
    private func deliver(to plugin: String) async {
        let rounds = DeliveryRounds(
            to: plugin, store: store, host: host, facts: facts, replies: replies, pressure: pressure,
            now: now, logger: logger)
        let signal = bell.deliveries(to: plugin)
        let alarm = Alarm(signal)
        await WorkLoop(signal: signal, pauses: pauses).run { _ in
            let rest = await rounds.round { bell.somethingFollows() }
            // What became due meanwhile is rung for at once, unless it has to wait for the plugin.
            let next = try? await store.nextAppointment(of: plugin, after: rest == .untilRung ? nil : now())
            await alarm.set(for: next.map { $0.timeIntervalSince(now()) })
            return rest
        }
        await alarm.stop()
    }

    /// Requests to other servers; the next one that waits is looked for after each round.
    private func sendRequests() async {
        let client = SafeClient(allowed: AllowedHosts(settings.allowedHosts))
        let rounds = RequestRounds(
            store: store, client: client, signingKey: signingKey, now: now, logger: logger)
        let alarm = Alarm(bell.requests)
        await WorkLoop(signal: bell.requests, pauses: pauses).run { _ in
            let rest = await rounds.round()
            let next = try? await store.nextRequest(after: rest == .untilRung ? nil : now())
            await alarm.set(for: next.map { $0.timeIntervalSince(now()) })
            return rest
        }
        await alarm.stop()
    }

    /// What plugins suggested after their time, until the task is cancelled. What was handed over before that is
    /// kept all the same, and who waits for it is told.
    func keepLateAnswers() async {
        for await late in host.lateAnswers {
            do {
                try await store.commit([late.work], to: [late.ticket], now: now()) { edits in
                    edits[late.ticket]?.note(late.decisions)
                }
                late.settle(true)
            } catch PluginCommitError.alreadyDone {
                // It was asked again meanwhile, and in time.
                late.settle(true)
            } catch PluginCommitError.stateChanged {
                // Only shadows change their states here, and are asked again.
                late.settle(false)
            } catch {
                logger.error(
                    "a late answer about \(late.ticket) was not kept: \(logWords(error))",
                    metadata: ["plugin": "\(late.work.call.plugin)"])
                late.settle(true)
            }
        }
    }

    private func decider(_ part: DecisionPart) -> TicketDecider {
        TicketDecider(
            part, store: store, host: host, facts: facts, replies: replies, pressure: pressure, now: now,
            logger: logger)
    }

    private var replies: AutomaticReplies {
        AutomaticReplies(threshold: settings.automaticThreshold, letters: letters)
    }

    private var facts: DeskFacts {
        DeskFacts(settings, store: store, now: now, articles: articles)
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
