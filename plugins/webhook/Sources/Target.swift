// A place that events are told to.

internal import PluginKit

/// A target, read and checked.
struct Target {
    /// Where requests go.
    let url: String
    /// The server's name, for reasons.
    let host: String
    /// The customers' words that it sends.
    let words: Set<TicketPart>
    private let events: Set<EventType>
    private let condition: HookSettings
    private let parts: [TicketPart]
    private let form: Form?

    /// A JSON value whose texts are templates.
    private indirect enum Form {
        case fixed(JSONValue)
        case text(Template)
        case array([Form])
        case object([String: Form])
    }

    /// Checks what the operator wrote.
    ///
    /// - Parameter path: where in the configuration it stands, as a JSON pointer.
    /// - Throws: `PluginConfigurationError` for a URL that is none, two forms at once, a placeholder
    ///   that there is not, and a customer's words that `fields` does not name.
    init(_ settings: TargetSettings, path: String) throws {
        guard let host = Self.host(of: settings.url) else {
            throw PluginConfigurationError(
                "“\(settings.url)” is no address like https://chat.example.org/hook", path: "\(path)/url")
        }
        if settings.text != nil, settings.json != nil {
            throw PluginConfigurationError("a target has “text” or “json”, not both", path: "\(path)/json")
        }
        url = settings.url
        self.host = host
        events = Set(settings.events)
        condition = HookSettings(when: settings.when ?? [:])
        parts = settings.fields ?? TicketPart.allCases.filter { !$0.isPrivate }
        var named: [TicketPart] = []
        do {
            let given = settings.json ?? settings.text.map { ["text": .string($0)] }
            form = try given.map { try Self.form($0, &named) }
        } catch let mistake as Template.Mistake {
            throw PluginConfigurationError(
                mistake.words, path: "\(path)/\(settings.json == nil ? "text" : "json")")
        }
        let allowed = Set(settings.fields ?? [])
        if let hidden = named.first(where: { $0.isPrivate && !allowed.contains($0) }) {
            throw PluginConfigurationError(
                "{\(hidden.rawValue)} is a customer's own: name it in “fields”, too, if it is to be sent",
                path: "\(path)/fields")
        }
        words = Set((form == nil ? parts : named).filter(\.isWords))
    }

    /// Whether an event is to be sent there. What is about no ticket is, whatever `when` says of tickets.
    func wants(_ event: DeliveredEvent) -> Bool {
        guard events.contains(event.type) else { return false }
        return event.ticket.map(condition.fits) ?? (event.type == .articleVoted)
    }

    /// What is sent of an event.
    func body(_ event: DeliveredEvent) -> JSONValue {
        if let form { return Self.value(form, event) }
        var body: [String: JSONValue] = [
            "event": .string(event.type.rawValue), "at": .string(event.at), "seq": .number(Double(event.seq)),
            "actor": .string(event.actor),
        ]
        if let snapshot = event.ticket {
            var ticket: [String: JSONValue] = [:]
            for part in parts { ticket[part.rawValue] = part.value(of: snapshot) }
            body["ticket"] = .object(ticket)
        }
        for name in ["article", "helpful"] { body[name] = event.data?[name] }
        if let change = event.change {
            body["change"] = [
                "field": .string(change.field), "from": .string(change.from), "to": .string(change.to),
            ]
        }
        return .object(body)
    }

    private static func form(_ value: JSONValue, _ named: inout [TicketPart]) throws -> Form {
        switch value {
        case .string(let text):
            let template = try Template(text)
            named += template.parts
            return .text(template)
        case .array(let values): return .array(try values.map { try form($0, &named) })
        case .object(let members): return .object(try members.mapValues { try form($0, &named) })
        default: return .fixed(value)
        }
    }

    private static func value(_ form: Form, _ event: DeliveredEvent) -> JSONValue {
        switch form {
        case .fixed(let value): value
        case .text(let template): .string(template.text(event))
        case .array(let forms): .array(forms.map { value($0, event) })
        case .object(let members): .object(members.mapValues { value($0, event) })
        }
    }

    /// The name and port of the server; `nil` for what is no address of the web.
    private static func host(of url: String) -> String? {
        guard let scheme = ["https://", "http://"].first(where: url.hasPrefix) else { return nil }
        let name = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
        let isPlain = url.unicodeScalars.allSatisfy { $0.isASCII && $0 > " " && $0 != "\u{7F}" }
        return name.isEmpty || name.contains("@") || !isPlain ? nil : String(name)
    }
}
