// What a condition can be about: a closed list.

internal import PluginKit

/// What a condition is about.
enum RuleSubject: Sendable, Hashable {
    case subject, body, latest, text
    case channel, language, queue, priority, status, tier, assignee, tags
    case requesterName, requesterAddress, requesterOrganisation, requesterTickets, requesterSolved
    case attachments, attachmentName, attachmentType
    case time, weekday
    /// A field of the form.
    case field(String)

    /// All but the form's own, as they are written.
    static let names: [(name: String, subject: RuleSubject)] = [
        ("subject", .subject), ("body", .body), ("latest", .latest), ("text", .text), ("channel", .channel),
        ("language", .language), ("queue", .queue), ("priority", .priority), ("status", .status),
        ("tier", .tier), ("assignee", .assignee), ("tags", .tags), ("requester.name", .requesterName),
        ("requester.address", .requesterAddress), ("requester.organisation", .requesterOrganisation),
        ("requester.tickets", .requesterTickets), ("requester.solved", .requesterSolved),
        ("attachments", .attachments), ("attachment.name", .attachmentName),
        ("attachment.type", .attachmentType), ("time", .time), ("weekday", .weekday),
    ]

    /// What a condition's field means; `nil` when it means nothing.
    init?(_ name: String) {
        if let known = Self.names.first(where: { $0.name == name }) {
            self = known.subject
        } else if name.hasPrefix("field."), name.count > 6 {
            self = .field(String(name.dropFirst(6)))
        } else {
            return nil
        }
    }

    /// What people wrote, in which words are looked for.
    var isProse: Bool { [.subject, .body, .latest, .text].contains(self) }
    /// Whether it is a number and nothing else.
    var isNumber: Bool {
        [.requesterTickets, .requesterSolved, .attachments].contains(self)
    }
    /// The values that it can have, where they are few; in ascending order for priorities.
    var choices: [String]? {
        switch self {
        case .priority: ["low", "normal", "high", "urgent"]
        case .status: ["new", "open", "pending", "solved", "closed"]
        case .weekday: LocalClock.weekdays
        default: nil
        }
    }

    /// The data without which it is not known.
    var need: Need? {
        switch self {
        case .requesterTickets, .requesterSolved: Need(.requesterFacts)
        case .requesterOrganisation: Need(.organisation)
        default: nil
        }
    }

    /// In a sentence.
    var words: String {
        switch self {
        case .text: "the ticket"
        case .latest: "the last message"
        case .requesterName: "the requester's name"
        case .requesterAddress: "the requester's address"
        case .requesterOrganisation: "the requester's organisation"
        case .requesterTickets: "the number of the requester's tickets"
        case .requesterSolved: "the number of the requester's solved tickets"
        case .attachments: "the number of attachments"
        case .attachmentName: "the attachment's name"
        case .attachmentType: "the attachment's type"
        case .tags: "the tag"
        case .field(let key): "the field “\(key)”"
        default: "the " + (Self.names.first { $0.subject == self }?.name ?? "")
        }
    }
}
