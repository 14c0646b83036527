// What desk.yaml says about how the desk works.

public import Tickets

/// The settings of a desk; every one has a default, so desk.yaml may be missing.
public struct DeskSettings: Sendable, Equatable {
    /// A place where tickets wait.
    public struct Queue: Sendable, Equatable {
        /// What plugins and rules call it.
        public let id: String
        /// What people read.
        public let title: String

        /// A queue.
        public init(id: String, title: String) {
            self.id = id
            self.title = title
        }
    }

    /// Where a ticket waits until a plugin or a person moves it.
    public static let triage = Queue(id: "triage", title: "Triage")

    /// The queue of what a person is to look at before anything else happens to it.
    public static let heldQueue = "held"

    /// All queues; triage is always among them.
    public let queues: [Queue]
    /// The name and address that mails come from.
    public let sender: Requester
    /// What is promised to customers, and when a solved ticket is closed.
    public let levels: ServiceLevels
    /// The plugins whose proposals come before equally strong ones, the first of them first.
    public let preferredPlugins: [String]

    /// Hosts in private networks to which plugins may have requests sent: `chat.internal:8065`.
    public let allowedHosts: [String]

    /// How sure a plugin's answer has to be that is sent without a person, from 0 to 1; `nil` for never.
    public let automaticThreshold: Double?
    /// The people who work here, as plugins may name them.
    public let agents: [Agent]
    /// The groups that they work in.
    public let teams: [Team]
    /// Whom customers belong to.
    public let organisations: [Organisation]

    /// Settings; what is not given has its default.
    public init(
        queues: [Queue] = [], sender: Requester? = nil, levels: ServiceLevels = .none,
        preferredPlugins: [String] = [], allowedHosts: [String] = [],
        automaticThreshold: Double? = nil, agents: [Agent] = [], teams: [Team] = [],
        organisations: [Organisation] = []
    ) {
        self.teams = teams
        self.organisations = organisations
        self.automaticThreshold = automaticThreshold
        self.agents = agents
        self.allowedHosts = allowedHosts
        let hasTriage = queues.contains { $0.id == Self.triage.id }
        self.queues = hasTriage ? queues : [Self.triage] + queues
        self.levels = levels
        self.preferredPlugins = preferredPlugins
        self.sender = sender ?? Requester(name: "Help desk", address: "help@localhost")
    }

    /// What people read for a queue's identifier.
    public func title(ofQueue id: String) -> String {
        queues.first { $0.id == id }?.title ?? (id == Self.heldQueue ? "Held" : id)
    }

    /// What people read for a team's identifier.
    public func title(ofTeam id: String) -> String { teams.first { $0.id == id }?.title ?? id }

    /// What people read for an agent's identifier. Who is not listed, such as the owner, is called by it.
    public func name(ofAgent id: String) -> String { agents.first { $0.id == id }?.name ?? id }

    /// What people read for an organisation's identifier.
    public func name(ofOrganisation id: String) -> String {
        organisations.first { $0.id == id }?.name ?? id
    }
}
