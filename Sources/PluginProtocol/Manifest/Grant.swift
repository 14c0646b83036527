// What an operator allows a plugin to be handed and to ask for.

/// One permission. A grant limits what the host hands over and accepts, not what a process can do.
public enum Grant: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    // What is handed over.
    case ticketBody = "ticket.body"
    case ticketFields = "ticket.fields"
    case ticketAttachments = "ticket.attachments"
    case ticketThread = "ticket.thread"
    case requesterName = "requester.name"
    case requesterAddress = "requester.address"
    case requesterHistory = "requester.history"
    case requesterFacts = "requester.facts"
    case organisation = "organisation"
    case articlesSearch = "articles.search"
    case agentsPresence = "agents.presence"
    case queueLoad = "queue.load"
    // What is accepted.
    case queueWrite = "ticket.queue.write"
    case assigneeWrite = "ticket.assignee.write"
    case priorityWrite = "ticket.priority.write"
    case tierWrite = "ticket.tier.write"
    case tagsWrite = "ticket.tags.write"
    case factsWrite = "ticket.facts.write"
    case statusWrite = "ticket.status.write"
    case must = "ticket.must"
    case note = "note.write"
    case suggest = "reply.suggest"
    case reply = "reply.send"
    case notify = "notify.send"
    case survey = "survey.ask"
    case deliver = "http.deliver"

    /// What it allows, for an operator: "read the subject and the text of messages".
    public var words: String {
        switch self {
        case .ticketBody: "read the subject and the text of messages"
        case .ticketFields: "read the form's own fields"
        case .ticketAttachments: "read names, types and sizes of attached files"
        case .ticketThread: "read all that was said on a ticket, notes among ours included"
        case .requesterName: "read the name of who asks"
        case .requesterAddress: "read the mail address of who asks"
        case .requesterHistory: "read the earlier tickets of who asks"
        case .requesterFacts: "read how often and since when somebody asks"
        case .organisation: "read which organisation somebody belongs to"
        case .articlesSearch: "search the help centre"
        case .agentsPresence: "see which agents there are"
        case .queueLoad: "see how many tickets wait in each queue"
        case .queueWrite: "move tickets between queues"
        case .assigneeWrite: "hand tickets to agents"
        case .priorityWrite: "change how urgent tickets are"
        case .tierWrite: "change the tier of tickets"
        case .tagsWrite: "tag tickets"
        case .factsWrite: "note facts such as the language"
        case .statusWrite: "reopen and close tickets"
        case .must: "overrule other plugins"
        case .note: "write notes among ours"
        case .suggest: "suggest answers to agents"
        case .reply: "answer customers by itself"
        case .notify: "call agents' attention to tickets"
        case .survey: "ask customers how it went"
        case .deliver: "have the desk send requests to other servers"
        }
    }

    /// In the order of their names.
    public static func < (a: Grant, b: Grant) -> Bool { a.rawValue < b.rawValue }
}
