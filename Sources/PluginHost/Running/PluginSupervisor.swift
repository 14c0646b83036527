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
    }

    nonisolated let plugin: InstalledPlugin
    nonisolated let tail: LogTail
    private let logger: Logger
    private let surroundings: HostSurroundings
    private var state = State.starting([])
    private var breaker = Breaker()
    private var counts = (answered: 0, failed: 0, unusable: 0, ended: 0)
    private var mailbox: Mailbox<CheckedContinuation<Void, any Error>>

    init(_ plugin: InstalledPlugin, logger: Logger, surroundings: HostSurroundings) {
        self.plugin = plugin
        self.surroundings = surroundings
        tail = LogTail(path: plugin.logPath)
        mailbox = Mailbox(concurrency: plugin.manifest.concurrency)
        var logger = logger
        logger[metadataKey: "plugin"] = "\(plugin.id)"
        self.logger = logger
    }

    /// Runs the plugin until the task is cancelled.
    func run() async {
        let clock = ContinuousClock()
        let memory = await surroundings.memory(of: plugin.id)
        var life = Supervision(memory: memory, probe: surroundings.patience.probe)
        var action = life.begin(at: surroundings.now())
        if case .park = action { enter(.down(CallFailure("it is parked: it ended too often"))) }
        while !Task.isCancelled {
            switch action {
            case .wait(let pause), .park(let pause):
                try? await clock.sleep(for: pause)
                action = .start
            case .start:
                life.started(at: surroundings.now())
                let failure = await runOnce()
                let isHopeless = failure.kind == .badConfiguration
                action = life.ended(
                    at: surroundings.now(), isHopeless: isHopeless, jitter: surroundings.jitter())
                guard !Task.isCancelled else { return enter(.down(failure)) }
                counts.ended += 1
                tell(failure, action)
                await surroundings.remember(life.memory, of: plugin.id)
            }
        }
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
    /// - Returns: the line that it answered; `nil` when the plugin has said that it does not answer this.
    /// - Throws: ``CallFailure`` with the reason why there is no answer.
    func call(
        _ method: Method, _ params: String, late: PluginConnection.Late? = nil
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
        case .ready(let connection, _):
            switch surroundings.isPatient ? .pass : breaker.admit(at: surroundings.now()) {
            case .refuse(let seconds):
                throw CallFailure(
                    "it failed too often; it is asked again in \(Int(seconds.rounded(.up))) s")
            case .pass, .probe: break
            }
            return try await ask(connection, method, params, late)
        }
    }

    private func ask(
        _ connection: PluginConnection, _ method: Method, _ params: String, _ late: PluginConnection.Late?
    ) async throws -> [UInt8] {
        let timeout = Duration.milliseconds(plugin.manifest.timeoutMilliseconds(for: method))
        do {
            let line = try await connection.call(method, params, timeout: timeout, late: late)
            counts.answered += 1
            note(isGood: true)
            return line
        } catch {
            if Task.isCancelled {
                breaker.giveBack(at: surroundings.now())
            } else {
                counts.failed += 1
                note(isGood: false)
            }
            throw error
        }
    }

    /// An answer that could not be used counts as a failure, too.
    func wasUnusable() {
        counts.unusable += 1
        note(isGood: false)
    }

    /// How it stands.
    var standing: PluginStanding {
        let isReady = if case .ready = state { breaker.isClosed } else { false }
        return PluginStanding(
            plugin: plugin.manifest.id, isUp: isReady, answered: counts.answered, failed: counts.failed,
            unusable: counts.unusable, ended: counts.ended)
    }

    private func note(isGood: Bool) {
        switch breaker.record(isGood: isGood, at: surroundings.now()) {
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
        if case .ready = next { breaker = breaker.isClosed ? breaker : Breaker() }
        state = next
    }
}
