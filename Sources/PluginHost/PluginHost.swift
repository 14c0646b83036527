// All plugins of a desk, kept running.

public import FoundationEssentials
internal import Glibc
public import Logging
internal import PluginProtocol
public import TicketStore

/// Runs the plugins and asks them about tickets.
public struct PluginHost: Sendable {
    /// Keeps what the host remembers of plugins' failures, so that a restart does not forgive them.
    public struct Memory: Sendable {
        let read: @Sendable (_ plugin: String) async -> String
        let write: @Sendable (_ plugin: String, _ memory: String) async -> Void

        /// Remembers nothing beyond the host's own life.
        public init() {
            read = { _ in "" }
            write = { _, _ in }
        }

        /// Remembers in a store; what it cannot be asked for is forgotten.
        public init(_ store: some TicketStore) {
            read = { plugin in (try? await store.pluginRecord(plugin))?.memory ?? "" }
            write = { plugin, memory in try? await store.remember(memory, of: plugin) }
        }
    }

    private let roster: PluginRoster
    private let logger: Logger
    private let surroundings: HostSurroundings
    let now: @Sendable () -> Date
    /// Answers to `ticket.reply` that came after their time, and those of shadows. It is for one reader.
    public let lateAnswers: AsyncStream<LateAnswer>
    let lateness: AsyncStream<LateAnswer>.Continuation
    let shadowTurns: ShadowTurns

    /// A host; nothing runs before ``run()``.
    ///
    /// - Parameter onReady: is called whenever a plugin can be asked again, and when others run than before:
    ///   what waited for one that is gone need not wait any longer.
    public init(
        _ plugins: [InstalledPlugin], logger: Logger, now: @escaping @Sendable () -> Date,
        memory: Memory = Memory(), onReady: @escaping @Sendable () -> Void = {}
    ) {
        self.init(
            plugins, logger: logger,
            HostSurroundings(now: now, onReady: onReady, remembered: memory.read, keep: memory.write))
    }

    init(_ plugins: [InstalledPlugin], logger: Logger, _ surroundings: HostSurroundings) {
        self.logger = logger
        self.surroundings = surroundings
        roster = PluginRoster(
            plugins.map { PluginSupervisor($0, logger: logger, surroundings: surroundings) })
        now = surroundings.now
        shadowTurns = ShadowTurns(logger: logger)
        (lateAnswers, lateness) = AsyncStream.makeStream(
            of: LateAnswer.self, bufferingPolicy: .bufferingNewest(1_000))
    }

    /// The plugins, in the order in which they were given, without the shadows.
    public var plugins: [InstalledPlugin] { supervisors.map(\.plugin) }
    /// What all plugins and shadows are called.
    public var names: [String] { (supervisors + shadows).map(\.plugin.id) }

    /// Whether what a plugin wants is only recorded.
    public func isShadow(_ name: String) -> Bool { shadows.contains { $0.plugin.id == name } }

    /// A plugin or shadow by its name; `nil` when there is none.
    public func plugin(_ name: String) -> InstalledPlugin? { supervisor(name)?.plugin }

    /// How a plugin or shadow does; `nil` when there is none of that name.
    public func vitals(of name: String) async -> PluginVitals? { await supervisor(name)?.vitals }

    /// Ends a plugin and leaves it alone until ``resume(_:)``, also when the host is started anew.
    ///
    /// - Returns: whether there is one of that name.
    public func pause(_ name: String, by agent: String) async -> Bool {
        guard let supervisor = supervisor(name) else { return false }
        await supervisor.pause(by: agent)
        return true
    }

    /// Lets a plugin go on.
    ///
    /// - Returns: whether there is one of that name.
    public func resume(_ name: String) async -> Bool {
        guard let supervisor = supervisor(name) else { return false }
        await supervisor.resume()
        return true
    }

    /// Says beside a plugin why its files, as they are now, were not taken up; nothing when they were.
    public func refuse(_ mistakes: [String], of name: String) async {
        await supervisor(name)?.refuse(mistakes)
    }

    private func supervisor(_ name: String) -> PluginSupervisor? {
        (supervisors + shadows).first { $0.plugin.id == name }
    }

    /// Keeps every plugin running until the task is cancelled.
    public func run() async {
        // A plugin may close its input at any moment: writing to it is then an error, not our end.
        signal(SIGPIPE, SIG_IGN)
        var running: [(supervisor: PluginSupervisor, task: Task<Void, Never>)] = []
        // The last one of each name that was ended. It takes a while, in which the plugins may change again.
        var ending: [String: Task<Void, Never>] = [:]
        for await _ in roster.changes {
            let wanted = roster.supervisors
            for (supervisor, task) in running where !wanted.contains(where: { $0 === supervisor }) {
                task.cancel()
                ending[supervisor.plugin.id] = task
            }
            running.removeAll { entry in !wanted.contains { $0 === entry.supervisor } }
            for supervisor in wanted where !running.contains(where: { $0.supervisor === supervisor }) {
                // The one before has to be gone: the two have one folder for their files.
                let before = ending[supervisor.plugin.id]
                running.append(
                    (
                        supervisor,
                        Task {
                            await before?.value
                            await supervisor.run()
                        }
                    ))
            }
        }
        for entry in running { entry.task.cancel() }
        for task in running.map(\.task) + ending.values { await task.value }
    }
}

extension PluginHost {
    /// Plugins whose answers count.
    var supervisors: [PluginSupervisor] { roster.supervisors.filter { isTrial || !$0.plugin.isShadow } }
    /// Plugins whose answers are only recorded.
    var shadows: [PluginSupervisor] { isTrial ? [] : roster.supervisors.filter(\.plugin.isShadow) }
    /// Who tries a shadow wants to hear its answers.
    private var isTrial: Bool { surroundings.mode == .dryRun }
    /// What all plugins and shadows are called, at first and after each change. It is for one reader.
    public var namesAsTheyChange: AsyncStream<[String]> { roster.names }

    /// What plugins and shadows are called that cannot be asked, though nobody has paused them.
    public func namesOfThoseDown() async -> Set<String> {
        var names: Set<String> = []
        for supervisor in supervisors + shadows {
            if case .isDown = await supervisor.vitals.standing { names.insert(supervisor.plugin.id) }
        }
        return names
    }

    /// Runs other plugins from now on.
    ///
    /// - Parameter changed: what those are called that are started anew, though they ran before. What they
    ///   failed at before is forgotten.
    public func replace(_ plugins: [InstalledPlugin], changed: Set<String>) {
        let known = roster.supervisors.filter { !changed.contains($0.plugin.id) }
        roster.replace(
            plugins.map { plugin in
                known.first { $0.plugin.id == plugin.id }
                    ?? PluginSupervisor(
                        plugin, logger: logger, surroundings: surroundings,
                        isChanged: changed.contains(plugin.id))
            })
        surroundings.onReady()
    }
}

extension PluginHost {
    /// A host that tries one plugin in the mode `dry_run`: what it is asked has no effect, and what it logs
    /// is written nowhere.
    ///
    /// - Parameter listener: hears what it logs, line by line, without control characters.
    public init(trying plugin: InstalledPlugin, listener: @escaping @Sendable (String) -> Void = { _ in }) {
        var surroundings = HostSurroundings(now: { Date() })
        surroundings.mode = .dryRun
        surroundings.listener = listener
        let logger = Logger(label: "plugin") { _ in SwiftLogNoOpLogHandler() }
        self.init([plugin], logger: logger, surroundings)
    }
}
