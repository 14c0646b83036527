// What plugins get to know of this desk.

internal import FoundationEssentials
internal import PluginHost
public import PluginProtocol
internal import TicketStore
internal import Tickets

/// What is searched for in the help centre when somebody asks: the search reads no more of it.
public func articleQuery(subject: String, said: String) -> String { "\(subject) \(said.prefix(500))" }

/// Searches the help centre: words, a language, how many answers. `nil` when there is no index.
public typealias ArticleSearch = @Sendable (String, String?, Int) async -> JSONValue?

extension DeskFacts {
    /// The facts of a desk on a store.
    ///
    /// - Parameter now: the clock; agents are there while they are signed in.
    init(
        _ settings: DeskSettings, store: any TicketStore, now: @escaping @Sendable () -> Date,
        articles: @escaping ArticleSearch
    ) {
        let queues = settings.queues.map(\.id)
        self.init(
            choices: Choices(
                queues: queues, agents: settings.agents.filter(\.isActive).map(\.id),
                priorities: Priority.allCases.map(\.rawValue), tiers: Self.tiers(settings)),
            prefer: settings.preferredPlugins, automaticThreshold: settings.automaticThreshold,
            record: { try await store.pluginRecord($0) },
            data: { need, thread in
                // What cannot be read is absent: a plugin's answer is not worth a ticket that waits.
                if need.kind == .agentsPresence {
                    return try? await Self.presence(settings.agents, store, now())
                }
                if need.kind == .organisation {
                    return Self.organisation(of: thread.ticket, settings.organisations)
                }
                return try? await Self.data(need, thread, store, queues, articles)
            })
    }

    /// The tiers that the promises speak of, and those that organisations have.
    private static func tiers(_ settings: DeskSettings) -> [String] {
        Set(settings.levels.policies.flatMap(\.conditions.tiers) + settings.organisations.compactMap(\.tier))
            .sorted()
    }

    /// Whom the customer belongs to. Of one that is not in the settings any more, the identifier is left.
    private static func organisation(of ticket: Ticket, _ known: [Organisation]) -> JSONValue {
        guard let id = ticket.state.organisation else { return .null }
        var fields: [String: JSONValue] = ["id": .string(id)]
        if let organisation = known.first(where: { $0.id == id }) {
            fields["name"] = .string(organisation.name)
            fields["tier"] = organisation.tier.map { .string($0) }
            fields["person"] = organisation.person.map { .string($0) }
        }
        return .object(fields)
    }

    /// Who works here, and who of them is signed in.
    private static func presence(
        _ agents: [Agent], _ store: any TicketStore, _ now: Date
    ) async throws -> JSONValue {
        let present = try await store.signedInAgents(now: now)
        return .array(
            agents.filter(\.isActive).map { agent in
                [
                    "id": .string(agent.id), "name": .string(agent.name),
                    "teams": .array(agent.teams.map { .string($0) }),
                    "present": .boolean(present.contains(agent.id) || present.contains(agent.name)),
                ]
            })
    }

    private static func data(
        _ need: Need, _ thread: TicketThread, _ store: any TicketStore, _ queues: [String],
        _ articles: ArticleSearch
    ) async throws -> JSONValue? {
        let ticket = thread.ticket
        switch need.kind {
        case .requesterHistory:
            let others = try await store.tickets(from: ticket.requester.address, limit: need.count + 1)
            var entries: [JSONValue] = []
            for other in others.filter({ $0.id != ticket.id }).prefix(need.count) {
                entries.append(try await summary(other, store))
            }
            return .array(entries)
        case .requesterFacts:
            let all = try await store.tickets(from: ticket.requester.address, limit: 1_000)
            let before = all.first { $0.id < ticket.id }
            func moment(_ ticket: Ticket?) -> JSONValue {
                ticket.map { .string(WireTime.text($0.createdAt)) } ?? .null
            }
            return [
                "tickets": .number(Double(all.count)), "first_at": moment(all.last),
                "previous_at": moment(before),
                "solved": .number(Double(all.count { $0.status.isFinished })),
                "solved_this": .boolean(thread.events.last { $0.kind == .solved }?.actor == .requester),
            ]
        case .ticketThread:
            return .array(
                thread.messages.suffix(need.count).map { message in
                    [
                        "author": .string(kind(of: message.author)), "at": .string(WireTime.text(message.at)),
                        "visibility": .string(message.visibility.rawValue), "body": .string(message.body),
                    ]
                })
        case .articlesSearch:
            // What the customer has said last: that is what waits for an answer.
            let said = thread.messages.last(where: \.isFromRequester)
            let words = need.query ?? articleQuery(subject: ticket.subject, said: said?.body ?? "")
            return await articles(words, ticket.state.language, need.count)
        case .queueLoad:
            var load: [String: JSONValue] = [:]
            for queue in queues {
                let list = try await store.tickets(TicketFilter(queue: queue), after: nil, limit: 1)
                load[queue] = .number(Double(list.unsolvedCount))
            }
            return .object(load)
        case .agentsPresence, .organisation: return nil
        }
    }

    /// So many answers of an earlier ticket are told of, the newest.
    private static let answersOfOthers = 10

    private static func summary(_ ticket: Ticket, _ store: any TicketStore) async throws -> JSONValue {
        let known = summary(ticket)
        // Where nobody but the customer has spoken, the thread need not be read.
        guard ticket.state.messageCount > 1, let thread = try await store.thread(ticket.id) else {
            return known
        }
        let answers = AnswerSnapshot.all(thread.messages, thread.decisions, grants: [.ticketBody])
            .filter(\.isSent)
        guard !answers.isEmpty else { return known }
        return known.merging(["answers": .array(answers.suffix(answersOfOthers).map(\.json))])
    }

    private static func summary(_ ticket: Ticket) -> JSONValue {
        [
            "id": .string(ticket.id.description), "subject": .string(ticket.subject),
            "status": .string(ticket.status.rawValue), "queue": .string(ticket.queue),
            "assignee": ticket.state.assignee.map { .string($0) } ?? .null,
            "created_at": .string(WireTime.text(ticket.createdAt)),
        ]
    }

    private static func kind(of author: Author) -> String {
        switch author {
        case .requester: "requester"
        case .agent(let name): "agent:\(name)"
        case .plugin(let id): "plugin:\(id)"
        case .desk: "desk"
        }
    }
}
