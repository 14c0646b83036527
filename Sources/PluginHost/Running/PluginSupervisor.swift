// Keeps one plugin running, and knows why it is not when it is not: the shell around supervision,
// breaker and mailbox.

internal import FoundationEssentials
internal import Logging
internal import PluginProtocol

/// Starts a plugin, starts it again when it ends, and passes calls on to it while it runs.
actor PluginSupervisor {
    private enum State {
        case starting([CheckedContinuation<Void, Never>])
        case ready(PluginConnection, hooks: Set<String>)
        case down(CallFailure)
        case paused(by: String)
    }

    nonisolated let plugin: InstalledPlugin
    nonisolated let tail: LogTail
    private let logger: Logger
    private let surroundings: HostSurroundings
    private let isChanged: Bool
    private var state = State.starting([])
    private var breaker = Breaker()
    private var tally = CallTally()
    private var life: Supervision
    private var startedAt: Date?
    /// Why its files, as they are now, were not taken up.
    private var refused: [String] = []
    /// What ``pause(by:)`` ends: the plugin's run, or the wait for the next.
    private var stopCurrent: (() -> Void)?
    private let resumes: AsyncStream<Void>
    private let resuming: AsyncStream<Void>.Continuation
    private var mailbox: Mailbox<CheckedContinuation<Void, any Error>>

    /// - Parameter isChanged: whether what failed before was another plugin of that name, or was told
    ///   something else: then it begins without a past.
    init(
        _ plugin: InstalledPlugin, logger: Logger, surroundings: HostSurroundings, isChanged: Bool = false
    ) {
        self.plugin = plugin
        self.isChanged = isChanged
        self.surroundings = surroundings
        tail = LogTail(
            path: surroundings.listener == nil ? plugin.logPath : nil, listener: surroundings.listener)
        mailbox = Mailbox(concurrency: plugin.manifest.concurrency)
        life = Supervision(probe: surroundings.patience.probe)
        (resumes, resuming) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        var logger = logger
        logger[metadataKey: "plugin"] = "\(plugin.id)"
        self.logger = logger
    }

    /// Runs the plugin until the task is cancelled.
    func run() async {
        life.memory = await surroundings.memory(of: plugin.id)
        if isChanged {
            life.forgive()
            await surroundings.remember(life.memory, of: plugin.id)
        }
        var action = life.begin(at: surroundings.now())
        if case .park = action { enter(.down(CallFailure("it is parked: it ended too often"))) }
        while !Task.isCancelled {
            if let agent = life.memory.pausedBy {
                enter(.paused(by: agent))
                for await _ in resumes where life.memory.pausedBy == nil { break }
                action = .start
                continue
            }
            switch action {
            case .wait(let pause), .park(let pause):
                await untilStopped { try? await ContinuousClock().sleep(for: pause) }
                action = .start
            case .start:
                life.started(at: surroundings.now())
                let failure = await untilStopped { await self.runOnce() }
                let isPaused = life.memory.pausedBy != nil
                guard !Task.isCancelled, !isPaused else {
                    if !isPaused { enter(.down(failure)) }
                    continue
                }
                let isHopeless = failure.kind == .badConfiguration
                action = life.ended(
                    at: surroundings.now(), isHopeless: isHopeless, jitter: surroundings.jitter())
                tally.ended += 1
                tell(failure, action)
                await surroundings.remember(life.memory, of: plugin.id)
            }
        }
        // Who waits for it to start waits no longer.
        if case .starting = state { enter(.down(CallFailure("it was replaced before it had started"))) }
    }

    /// Does something that ``pause(by:)`` and ``resume()`` end, too.
    private func untilStopped<Result: Sendable>(
        _ work: @escaping @Sendable () async -> Result
    ) async -> Result {
        let task = Task { await work() }
        stopCurrent = { task.cancel() }
        defer { stopCurrent = nil }
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Ends the plugin, and leaves it alone until somebody lets it go on.
    func pause(by agent: String) async {
        life.memory.pausedBy = agent
        // At once, though its process takes a moment to end.
        enter(.paused(by: agent))
        tail.add("porchlight: it is paused")
        stopCurrent?()
        await surroundings.remember(life.memory, of: plugin.id)
    }

    /// Lets the plugin go on, as if it had never failed.
    func resume() async {
        life.memory = Supervision.Memory()
        tail.add("porchlight: it goes on")
        stopCurrent?()
        resuming.yield()
        await surroundings.remember(life.memory, of: plugin.id)
    }

    private func runOnce() async -> CallFailure {
        if let hindrance = plugin.hindrance ?? plugin.check() {
            return CallFailure(hindrance, .badConfiguration)
        }
        let process = PluginProcess(
            plugin: plugin, logger: logger, patience: surroundings.patience, tail: tail,
            mode: plugin.isShadow ? .shadow : surroundings.mode)
        return await process.run { connection, hooks in
            await self.enter(.ready(connection, hooks: hooks))
            self.surroundings.onReady()
        }
    }

    private func tell(_ failure: CallFailure, _ action: Supervision.Action) {
        var failure = failure
        let words = LogLine(failure.description)
        if case .park(let pause) = action {
            failure = CallFailure("it is parked: \(failure)", failure.kind)
            logger.error("\(words); it is parked, and tried again in \(pause)")
        } else if case .wait(let pause) = action {
            logger.warning("\(words); it is started again in \(pause)")
        }
        tail.add("porchlight: \(LogLine(failure.description))")
        enter(.down(failure))
    }

    /// Asks the plugin; a first start that is under way is waited for, and so are the calls before.
    ///
    /// - Parameters:
    ///   - params: the parameters as JSON.
    ///   - late: takes an answer that comes after the time-out.
    ///   - isUsable: whether an answer is one. It is asked about a probe alone, on which depends whether the
    ///     plugin is asked again: of any other answer ``wasUnusable()`` tells.
    /// - Returns: the line that it answered; `nil` when the plugin has said that it does not answer this.
    /// - Throws: ``CallFailure`` with the reason why there is no answer.
    func call(
        _ method: Method, _ params: String, late: PluginConnection.Late? = nil,
        isUsable: @Sendable ([UInt8]) -> Bool = { _ in true }
    ) async throws -> [UInt8]? {
        if case .starting = state { await started() }
        if case .ready(_, let hooks) = state, method != .timer, !hooks.contains(method.rawValue) {
            return nil
        }
        try await takeTurn()
        defer { endTurn() }
        switch state {
        case .starting: throw CallFailure("it has not started")
        case .down(let failure): throw failure
        case .paused(let agent): throw CallFailure("it is paused by \(LogLine(agent))")
        case .ready(let connection, _):
            let admission = surroundings.isPatient ? .pass : breaker.admit(at: surroundings.now())
            if case .refuse = admission {
                throw CallFailure(
                    // Without the seconds: the ticket says a reason once, and the plugin's page says how long.
                    "it failed too often, and is left alone for a while")
            }
            let line = try await ask(connection, method, params, late)
            note(isGood: admission != .probe || isUsable(line))
            return line
        }
    }

    private func ask(
        _ connection: PluginConnection, _ method: Method, _ params: String, _ late: PluginConnection.Late?
    ) async throws -> [UInt8] {
        let timeout = Duration.milliseconds(plugin.manifest.timeoutMilliseconds(for: method))
        let start = ContinuousClock.now
        do {
            let line = try await connection.call(method, params, timeout: timeout, late: late)
            tally.answered(after: .now - start)
            return line
        } catch let failure as CallFailure where failure.kind == .tooLong {
            // It was not asked, which is not its fault.
            breaker.giveBack(at: surroundings.now())
            throw failure
        } catch {
            if Task.isCancelled {
                breaker.giveBack(at: surroundings.now())
            } else {
                tally.failed("\(LogLine("\(error)"))", at: surroundings.now())
                note(isGood: false)
            }
            throw error
        }
    }

    /// An answer that could not be used counts as a failure, too.
    func wasUnusable() {
        tally.failed("its answer could not be used", at: surroundings.now(), isAnswered: true)
        act(on: breaker.recordUnusable(at: surroundings.now()))
    }

    /// Keeps why its files were not taken up; nothing when they were.
    func refuse(_ mistakes: [String]) {
        for line in mistakes where mistakes != refused { tail.add("porchlight: \(LogLine(line))") }
        refused = mistakes
    }

    /// How it does.
    var vitals: PluginVitals {
        let standing: PluginVitals.Standing =
            switch state {
            case .starting: .starting
            case .ready: .runs
            case .down(let failure): .isDown("\(LogLine(failure.description))")
            case .paused(let agent): .isPaused(by: agent)
            }
        return PluginVitals(
            standing: standing, refused: refused, startedAt: standing == .runs ? startedAt : nil,
            refusedForSeconds: breaker.refusal(at: surroundings.now()), calls: tally.calls,
            failures: tally.failures, medianMilliseconds: tally.percentile(0.5),
            slowMilliseconds: tally.percentile(0.99), lastFailure: tally.lastFailure,
            lastFailureAt: tally.lastFailureAt, waiting: mailbox.waitingCount, log: tail.lines)
    }

    /// How it stands.
    var standing: PluginStanding {
        let isReady = if case .ready = state { breaker.isClosed } else { false }
        return PluginStanding(
            plugin: plugin.manifest.id, isUp: isReady, answered: tally.answered, failed: tally.failed,
            unusable: tally.unusable, ended: tally.ended)
    }

    private func note(isGood: Bool) {
        act(on: breaker.record(isGood: isGood, at: surroundings.now()))
    }

    private func act(on action: Breaker.Action) {
        switch action {
        case .nothing: break
        case .open(let seconds): logger.warning("it fails too often; it is not asked for \(Int(seconds)) s")
        case .close:
            logger.info("it answers again")
            surroundings.onReady()
        }
    }

    private func takeTurn() async throws {
        switch mailbox.admission {
        case .now: mailbox.begin()
        case .later: try await withCheckedThrowingContinuation { _ = mailbox.wait($0) }
        case .full: throw CallFailure("too many questions wait for it")
        }
    }

    private func endTurn() { mailbox.end()?.resume() }

    private func started() async {
        await withCheckedContinuation { continuation in
            if case .starting(let waiting) = state {
                state = .starting(waiting + [continuation])
            } else {
                continuation.resume()
            }
        }
    }

    private func enter(_ next: State) {
        if case .starting(let waiting) = state { waiting.forEach { $0.resume() } }
        if case .ready = next {
            breaker = breaker.isClosed ? breaker : Breaker()
            startedAt = surroundings.now()
        }
        state = next
    }
}
