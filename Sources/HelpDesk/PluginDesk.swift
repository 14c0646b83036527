// The plugins of a running desk, for whoever answers for it.

public import FoundationEssentials
public import PluginHost
internal import PluginProtocol
public import TicketStore

/// Looks at plugins, stops them and lets them go on.
public struct PluginDesk: Sendable {
    /// A plugin as its page shows it.
    public struct Card: Sendable {
        /// What it is called.
        public let id: String
        /// Its own number.
        public let version: String
        /// What it does, in a line.
        public let title: String
        /// Whether what it wants is only recorded.
        public let isShadow: Bool
        /// What it is asked.
        public let hooks: [String]
        /// What it may, in words.
        public let grants: [String]
        /// Whether it can be asked.
        public let standing: Standing
        /// Why its files, as they are now, were not taken up, a line for each mistake.
        public let refused: [String]
        /// Since when it runs.
        public let startedAt: Date?
        /// How many seconds it is not asked for, because it failed too often; `nil` while it is asked.
        public let refusedForSeconds: Double?
        /// How many calls there were since the desk was started, and how many of them failed.
        public let calls: Int, failures: Int
        /// How long half of the last calls took at most, and 99 of 100, in milliseconds.
        public let medianMilliseconds: Double?, slowMilliseconds: Double?
        /// Why the last call that failed did, and when.
        public let lastFailure: String?, lastFailureAt: Date?
        /// Calls that wait for their turn.
        public let waiting: Int
        /// The last lines of its log, the oldest first.
        public let log: [String]
        /// How many events it has not worked on yet; `nil` when it takes none.
        public let eventsBehind: Int?
        /// What was given up of what it was to work on, the oldest first.
        public let deadLetters: [String]
        /// Its requests to other servers that were given up, the oldest first.
        public let deadRequests: [String]

        /// How much was given up.
        public var givenUp: Int { deadLetters.count + deadRequests.count }
    }

    /// Whether a plugin can be asked.
    public enum Standing: Sendable, Equatable {
        case starting
        case runs
        /// It is not running, and why.
        case isDown(String)
        /// Somebody has stopped it.
        case isPaused(by: String)

        init(_ standing: PluginVitals.Standing) {
            switch standing {
            case .starting: self = .starting
            case .runs: self = .runs
            case .isDown(let reason): self = .isDown(reason)
            case .isPaused(let agent): self = .isPaused(by: agent)
            }
        }
    }

    private let host: PluginHost
    private let store: any TicketStore
    private let now: @Sendable () -> Date
    private let bell: DeskBell

    /// The plugins of a host.
    ///
    /// - Parameter bell: is rung when something was given to them again.
    public init(host: PluginHost, store: any TicketStore, bell: DeskBell, now: @escaping @Sendable () -> Date)
    {
        self.host = host
        self.store = store
        self.bell = bell
        self.now = now
    }

    /// All plugins and shadows, in alphabetical order.
    public func cards() async throws -> [Card] {
        var cards: [Card] = []
        for id in host.names.sorted() {
            if let card = try await card(id) { cards.append(card) }
        }
        return cards
    }

    /// One of them; `nil` when there is none of that name.
    public func card(_ id: String) async throws -> Card? {
        guard let plugin = host.plugin(id), let vitals = await host.vitals(of: id) else { return nil }
        let manifest = plugin.manifest
        let record = try await store.pluginRecord(id)
        let last = try await store.lastEvent()
        return Card(
            id: id, version: manifest.version, title: manifest.title, isShadow: plugin.isShadow,
            hooks: manifest.hooks.keys.sorted(), grants: manifest.grants.sorted().map(\.words),
            standing: Standing(vitals.standing), refused: vitals.refused, startedAt: vitals.startedAt,
            refusedForSeconds: vitals.refusedForSeconds, calls: vitals.calls, failures: vitals.failures,
            medianMilliseconds: vitals.medianMilliseconds, slowMilliseconds: vitals.slowMilliseconds,
            lastFailure: vitals.lastFailure, lastFailureAt: vitals.lastFailureAt, waiting: vitals.waiting,
            log: vitals.log, eventsBehind: record.cursor.map { Int(last - $0) },
            deadLetters: try await DeadLetters.all(of: id, in: store).map(\.words),
            deadRequests: try await DeadLetters.requests(of: id, in: store).map(DeadLetters.words))
    }

    /// Stops a plugin until somebody lets it go on, also across a restart of the desk.
    ///
    /// - Returns: whether there is such a plugin.
    public func pause(_ id: String, by agent: String) async -> Bool { await host.pause(id, by: agent) }

    /// Lets a plugin go on that somebody has stopped.
    ///
    /// - Returns: whether there is such a plugin.
    public func resume(_ id: String) async -> Bool { await host.resume(id) }

    /// Gives a plugin everything again that was given up, and sends its requests again.
    ///
    /// - Returns: how much that was.
    public func retry(_ id: String) async throws -> Int {
        let count = try await DeadLetters.sendAllAgain(of: id, in: store, now: now())
        bell.somethingChanged()
        return count
    }

    /// What a plugin's shadow, or a shadow itself, would have done otherwise; `nil` when there is none.
    public func shadow(of id: String) async throws -> ShadowReport? {
        let ending = PluginFolder.shadowEnding
        let name = host.isShadow(id) ? String(id.dropLast(ending.count)) : id
        guard host.names.contains(name + ending) else { return nil }
        return try await ShadowReport(of: name, in: store)
    }
}
