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

    let supervisors: [PluginSupervisor]
    let now: @Sendable () -> Date
    /// Answers to `ticket.reply` that came after their time. It is for one reader.
    public let lateAnswers: AsyncStream<LateAnswer>
    let lateness: AsyncStream<LateAnswer>.Continuation

    /// A host; nothing runs before ``run()``.
    ///
    /// - Parameter onReady: is called whenever a plugin can be asked again.
    public init(
        _ plugins: [InstalledPlugin], logger: Logger, now: @escaping @Sendable () -> Date,
        memory: Memory = Memory(), onReady: @escaping @Sendable () -> Void = {}
    ) {
        self.init(
            plugins, logger: logger,
            HostSurroundings(now: now, onReady: onReady, remembered: memory.read, keep: memory.write))
    }

    init(_ plugins: [InstalledPlugin], logger: Logger, _ surroundings: HostSurroundings) {
        supervisors = plugins.map { PluginSupervisor($0, logger: logger, surroundings: surroundings) }
        now = surroundings.now
        (lateAnswers, lateness) = AsyncStream.makeStream(
            of: LateAnswer.self, bufferingPolicy: .bufferingNewest(1_000))
    }

    /// The plugins, in the order in which they were given.
    public var plugins: [InstalledPlugin] { supervisors.map(\.plugin) }

    /// Keeps every plugin running until the task is cancelled.
    public func run() async {
        // A plugin may close its input at any moment: writing to it is then an error, not our end.
        signal(SIGPIPE, SIG_IGN)
        await withTaskGroup { group in
            for supervisor in supervisors { group.addTask { await supervisor.run() } }
        }
    }
}

extension PluginHost {
    /// A host that tries one plugin in the mode `dry_run`: what it is asked has no effect.
    public init(trying plugin: InstalledPlugin) {
        var surroundings = HostSurroundings(now: { Date() })
        surroundings.mode = .dryRun
        let logger = Logger(label: "plugin") { _ in SwiftLogNoOpLogHandler() }
        self.init([plugin], logger: logger, surroundings)
    }
}
