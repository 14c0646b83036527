// Whom this plugin had the desk write to, and when: the contact budget.

internal import FoundationEssentials
internal import PluginKit

/// The plugin's state: for each customer, by the number that stands for them, what they were sent.
struct ContactMemory {
    /// One contact: `2026-11-22 csat T-7`, with `?` behind the kind while it is only planned, or suggested
    /// to an agent who has not sent it.
    struct Contact: Equatable {
        let day: String
        let kind: String
        let ticket: String
        let isPlanned: Bool

        init(day: String, kind: String, ticket: String, isPlanned: Bool = false) {
            self.day = day
            self.kind = kind
            self.ticket = ticket
            self.isPlanned = isPlanned
        }

        init?(_ text: String) {
            let words = text.split(separator: " ").map(String.init)
            guard words.count == 3 else { return nil }
            self.init(
                day: words[0], kind: words[1].replacing("?", with: ""), ticket: words[2],
                isPlanned: words[1].hasSuffix("?"))
        }

        var text: String { "\(day) \(kind)\(isPlanned ? "?" : "") \(ticket)" }
        /// A mail that lies with an agent, or goes out just now.
        var isOpenMail: Bool { isPlanned && !isSurvey }
        var isSurvey: Bool { SurveyPlan.Kind(rawValue: kind) != nil }
    }

    /// So many bytes are kept: the host takes 64 KiB.
    static let mostBytes = 48 * 1024

    private let before: [String: [String]]
    private var contacts: [String: [Contact]]
    private let now: Date
    private let keptSeconds: Int

    /// - Parameter at: the call's clock. What is older than both periods of the settings is forgotten.
    init(_ state: PluginState, at: String, _ settings: FollowUpSettings) {
        now = WireTime.moment(at) ?? .distantPast
        keptSeconds = max(settings.quiet.seconds, settings.contacts.within.seconds)
        before = (state.doc["contacts"]?.object ?? [:]).mapValues { $0.array?.compactMap(\.string) ?? [] }
        contacts = before.mapValues { $0.compactMap(Contact.init) }
    }

    /// Whether nothing more can be remembered; then nobody is contacted.
    var isFull: Bool { JSONValue.object(["contacts": Self.json(texts)]).text.utf8.count > Self.mostBytes }

    /// What a customer was sent within a time, or is to be sent.
    func contacts(with customer: String, within time: WireDuration) -> [Contact] {
        (contacts[customer] ?? []).filter { !isOlder($0, than: time.seconds) }
    }

    /// The last day of the time that a contact begins.
    func end(of time: WireDuration, since contact: Contact) -> String {
        guard let day = WireTime.moment("\(contact.day)T00:00:00Z") else { return contact.day }
        return Self.day(day.addingTimeInterval(Double(time.seconds)))
    }

    /// The day so many seconds from now.
    func day(after seconds: Int = 0) -> String { Self.day(now.addingTimeInterval(Double(seconds))) }

    /// What was suggested to be written about a ticket, if nobody has sent it so far.
    func openMail(about ticket: String, to customer: String) -> Contact? {
        contacts[customer]?.last { $0.ticket == ticket && $0.isOpenMail }
    }

    /// Nobody will send what was suggested about a ticket.
    mutating func withdrawMail(about ticket: String, to customer: String) {
        contacts[customer]?.removeAll { $0.ticket == ticket && $0.isOpenMail }
    }

    /// Notes a contact down; one about a ticket takes the place of the one that was planned.
    mutating func note(_ contact: Contact, with customer: String) {
        contacts[customer]?.removeAll {
            $0.isSurvey == contact.isSurvey && $0.ticket == contact.ticket && $0.isPlanned
        }
        contacts[customer, default: []].append(contact)
    }

    /// What was planned about a ticket does not happen.
    mutating func unplan(_ ticket: String, with customer: String) {
        contacts[customer]?.removeAll { $0.ticket == ticket && $0.isPlanned }
    }

    /// A ticket was erased: who asked stands nowhere any more.
    mutating func forget(_ ticket: String) {
        contacts = contacts.mapValues { $0.filter { $0.ticket != ticket } }
    }

    /// How the state changes; `nil` when it does not.
    var patch: JSONValue? {
        let after = texts
        guard after != before else { return nil }
        var changes: [String: JSONValue] = [:]
        for customer in Set(before.keys).union(after.keys) where before[customer] != after[customer] {
            changes[customer] = after[customer].map { .array($0.map { .string($0) }) } ?? .null
        }
        return ["contacts": .object(changes)]
    }

    private var texts: [String: [String]] {
        contacts.compactMapValues { list in
            let kept = list.filter { !isOlder($0, than: keptSeconds) }
            return kept.isEmpty ? nil : kept.map(\.text)
        }
    }

    private static func json(_ texts: [String: [String]]) -> JSONValue {
        .object(texts.mapValues { .array($0.map { .string($0) }) })
    }

    private func isOlder(_ contact: Contact, than seconds: Int) -> Bool {
        guard let day = WireTime.moment("\(contact.day)T00:00:00Z") else { return true }
        // A contact counts until the end of its last day.
        return now.timeIntervalSince(day) >= Double(seconds + 86_400)
    }

    private static func day(_ moment: Date) -> String { String(WireTime.text(moment).prefix(10)) }
}
