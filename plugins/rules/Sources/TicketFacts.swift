// What conditions look at.

internal import FoundationEssentials
internal import PluginKit

/// A value of a ticket.
enum FactValue: Equatable {
    case text(String)
    case number(Double)
    case flag(Bool)

    /// It as a person reads it.
    var words: String {
        switch self {
        case .text(let text): text
        case .number(let number): Self.words(number)
        case .flag(let isOn): isOn ? "yes" : "no"
        }
    }

    /// A number without a fraction that it has not.
    static func words(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
}

/// A ticket with all that is known beside it at one moment.
struct TicketFacts {
    let ticket: TicketSnapshot
    private let data: [String: JSONValue]
    private let moment: LocalClock.Moment?
    /// The words of each text, cut once for all rules.
    private let words: [RuleSubject: TextWords]

    init(_ question: DecisionParams, clock: LocalClock) {
        let ticket = question.ticket
        self.ticket = ticket
        data = question.data
        moment = WireTime.moment(question.at).map { clock.moment(at: $0) }
        words = [
            .subject: TextWords([ticket.subject]), .body: TextWords([ticket.body]),
            .latest: TextWords([ticket.latest ?? ""]),
            .text: TextWords([ticket.subject, ticket.body, ticket.latest ?? ""]),
        ]
    }

    /// The words of a text; of anything else those of its values.
    func words(of subject: RuleSubject) -> TextWords {
        words[subject] ?? TextWords(values(of: subject).map(\.words))
    }

    /// The values of a subject; none when it is not given.
    func values(of subject: RuleSubject) -> [FactValue] {
        switch subject {
        case .subject: texts(ticket.subject)
        case .body: texts(ticket.body)
        case .latest: texts(ticket.latest)
        case .text: texts(ticket.subject) + texts(ticket.body) + texts(ticket.latest)
        case .channel: texts(ticket.channel)
        case .language: texts(ticket.language)
        case .queue: texts(ticket.queue)
        case .priority: texts(ticket.priority)
        case .status: texts(ticket.status)
        case .tier: texts(ticket.tier)
        case .assignee: texts(ticket.assignee)
        case .tags: ticket.tags.map { .text($0) }
        case .requesterName: texts(ticket.requester?.name)
        case .requesterAddress: texts(ticket.requester?.address)
        case .requesterOrganisation: texts(organisation)
        case .requesterTickets: facts("tickets")
        case .requesterSolved: facts("solved")
        case .attachments: [.number(Double(ticket.attachments?.count ?? 0))]
        case .attachmentName: (ticket.attachments ?? []).map { .text($0.name) }
        case .attachmentType: (ticket.attachments ?? []).map { .text($0.mediaType) }
        case .time: moment.map { [.number(Double($0.minute))] } ?? []
        case .weekday: moment.map { [.text($0.weekday)] } ?? []
        case .field(let key): field(key)
        }
    }

    private var organisation: String? {
        ticket.requester?.organisation ?? data[Need.Kind.organisation.rawValue]?["id"]?.string
    }

    private func facts(_ name: String) -> [FactValue] {
        data[Need.Kind.requesterFacts.rawValue]?[name]?.number.map { [.number($0)] } ?? []
    }

    private func field(_ key: String) -> [FactValue] {
        func value(_ json: JSONValue) -> FactValue? {
            switch json {
            case .string(let text): text.isEmpty ? nil : .text(text)
            case .number(let number): .number(number)
            case .boolean(let isOn): .flag(isOn)
            default: nil
            }
        }
        guard let json = ticket.fields?[key] else { return [] }
        return (json.array ?? [json]).compactMap(value)
    }

    private func texts(_ text: String?) -> [FactValue] {
        text.flatMap { $0.isEmpty ? nil : [.text($0)] } ?? []
    }
}

/// The words of some texts, in lower case, in their order.
struct TextWords {
    private let texts: [[String]]
    private let all: Set<String>

    init(_ texts: [String]) {
        self.texts = texts.map(Self.cut)
        all = Set(self.texts.joined())
    }

    /// Whether a text holds these words side by side, in this order.
    func hold(_ phrase: [String]) -> Bool {
        guard let first = phrase.first, all.contains(first) else { return false }
        return phrase.count == 1 || texts.contains { $0.contains(phrase) }
    }

    /// Runs of letters, numbers and hyphens, in lower case.
    static func cut(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
    }
}
