// Texts with placeholders: `New ticket {id} in {queue}`.

internal import PluginKit

/// A text in which `{name}` stands for something of the event or its ticket, and `{{` for a brace.
struct Template {
    private enum Piece {
        case text(String)
        case event(EventPart)
        case ticket(TicketPart)
    }

    /// What of the event itself a placeholder may name.
    enum EventPart: String, CaseIterable {
        case event, at, actor, seq, field, from, to, article, helpful
    }

    private let pieces: [Piece]

    /// What is wrong with a text as a template.
    struct Mistake: Error { let words: String }

    /// Reads a text.
    ///
    /// - Throws: ``Mistake`` for a brace without its other one and for a name that there is not.
    init(_ text: String) throws {
        var pieces: [Piece] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            pieces.append(.text(String(rest[..<open])))
            rest = rest[rest.index(after: open)...]
            if rest.first == "{" {
                pieces.append(.text("{"))
                rest.removeFirst()
                continue
            }
            guard let close = rest.firstIndex(of: "}") else {
                throw Mistake(words: "a “{” has no “}” behind it; “{{” stands for a brace")
            }
            let name = String(rest[..<close])
            if let part = EventPart(rawValue: name) {
                pieces.append(.event(part))
            } else if let part = TicketPart(rawValue: name) {
                pieces.append(.ticket(part))
            } else {
                let names = EventPart.allCases.map(\.rawValue) + TicketPart.allCases.map(\.rawValue)
                throw Mistake(words: "there is no {\(name)}; there are \(names.joined(separator: ", "))")
            }
            rest = rest[rest.index(after: close)...]
        }
        self.pieces = pieces + [.text(String(rest))]
    }

    /// The parts of the ticket that it names.
    var parts: [TicketPart] { pieces.compactMap { if case .ticket(let part) = $0 { part } else { nil } } }

    /// The text for an event.
    func text(_ event: DeliveredEvent) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .event(let part): Self.value(part, event)
            case .ticket(let part): event.ticket.map { Self.value(part, $0) } ?? ""
            }
        }.joined()
    }

    private static func value(_ part: EventPart, _ event: DeliveredEvent) -> String {
        switch part {
        case .event: event.type.rawValue
        case .at: event.at
        case .actor: event.actor
        case .seq: "\(event.seq)"
        case .field: event.change?.field ?? ""
        case .from: event.change?.from ?? ""
        case .to: event.change?.to ?? ""
        case .article: event.data?["article"]?.string ?? ""
        case .helpful: event.data?["helpful"]?.boolean.map { $0 ? "yes" : "no" } ?? ""
        }
    }

    private static func value(_ part: TicketPart, _ ticket: TicketSnapshot) -> String {
        guard let value = part.value(of: ticket) else { return "" }
        let text = value.array?.compactMap(\.string).joined(separator: ", ") ?? value.string ?? value.text
        return part.isWords ? disarmed(text) : text
    }

    /// A customer's words as chats take them for words: nobody calls a whole team, or writes a link that
    /// reads like another one, by way of a form.
    private static func disarmed(_ text: String) -> String {
        text.replacing("@", with: "@\u{200B}").replacing("<", with: "‹").replacing(">", with: "›")
    }
}
