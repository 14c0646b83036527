// What plugins get to know of this desk.

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
    init(_ settings: DeskSettings, store: any TicketStore, articles: @escaping ArticleSearch) {
        let queues = settings.queues.map(\.id)
        self.init(
            choices: Choices(queues: queues, priorities: Priority.allCases.map(\.rawValue)),
            prefer: settings.preferredPlugins, record: { try await store.pluginRecord($0) },
            data: { need, thread in
                // What cannot be read is absent: a plugin's answer is not worth a ticket that waits.
                try? await Self.data(need, thread, store, queues, articles)
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
            return .array(others.filter { $0.id != ticket.id }.prefix(need.count).map(summary))
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
        case .organisation: return ticket.state.organisation.map { ["id": .string($0)] } ?? .null
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
            let said = thread.messages.last { $0.author == .requester && $0.visibility == .public }
            let words = need.query ?? articleQuery(subject: ticket.subject, said: said?.body ?? "")
            return await articles(words, ticket.state.language, need.count)
        case .queueLoad:
            var load: [String: JSONValue] = [:]
            for queue in queues {
                let list = try await store.tickets(TicketFilter(queue: queue), after: nil, limit: 1)
                load[queue] = .number(Double(list.unsolvedCount))
            }
            return .object(load)
        // The desk keeps no list of its agents yet; what is unknown is absent.
        case .agentsPresence: return nil
        }
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
