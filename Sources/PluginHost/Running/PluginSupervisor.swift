// Keeps one plugin running, and knows why it is not when it is not.

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
    private let logger: Logger
    private let patience: PluginPatience
    private let onReady: @Sendable () -> Void
    private var state = State.starting([])

    /// - Parameter onReady: is called whenever the plugin can be asked again.
    init(
        _ plugin: InstalledPlugin, logger: Logger, patience: PluginPatience,
        onReady: @escaping @Sendable () -> Void
    ) {
        self.plugin = plugin
        self.patience = patience
        self.onReady = onReady
        var logger = logger
        logger[metadataKey: "plugin"] = "\(plugin.manifest.id)"
        self.logger = logger
    }

    /// Runs the plugin until the task is cancelled.
    func run() async {
        let clock = ContinuousClock()
        var backoff = RestartBackoff()
        while !Task.isCancelled {
            let started = clock.now
            let process = PluginProcess(plugin: plugin, logger: logger, patience: patience)
            let failure = await process.run { connection, hooks in
                await self.enter(.ready(connection, hooks: hooks))
                self.onReady()
            }
            enter(.down(failure))
            // A configuration does not mend itself: trying again soon would only fill the log.
            let isParked = failure.kind == .badConfiguration
            let delay = isParked ? patience.probe : backoff.delay(afterRunning: clock.now - started)
            if !Task.isCancelled {
                logger.warning("\(LogLine(failure.description)); it is started again in \(delay)")
            }
            try? await clock.sleep(for: delay)
        }
    }

    /// Asks the plugin; a first start that is under way is waited for.
    ///
    /// - Returns: `nil` when the plugin has said that it does not answer this.
    /// - Throws: ``CallFailure`` or `ResponseError`, with the reason why there is no answer.
    func call<Result: Codable & Sendable>(
        _ method: Method, _ params: DecisionParams, answers: Result.Type
    ) async throws -> Result? {
        if case .starting = state { await started() }
        switch state {
        case .starting: throw CallFailure("it has not started")
        case .down(let failure): throw failure
        case .ready(let connection, let hooks):
            guard hooks.contains(method.rawValue) else { return nil }
            let timeout = Duration.milliseconds(plugin.timeoutMilliseconds(for: method))
            return try await connection.call(method, params, timeout: timeout, answers: answers)
        }
    }

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
        state = next
    }
}
