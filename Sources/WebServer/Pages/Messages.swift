// What was said on a ticket, and on those that became part of it, as agents and customers see it.

internal import HelpDesk
internal import KnowledgeBase
internal import Markdown
internal import SiteGenerator
internal import Tickets

/// A message with the ticket on which it was said.
struct SaidMessage {
    let message: Message
    let ticket: Ticket
    /// The path of the ticket's page, below which the message's files lie.
    let path: String

    static func all(_ messages: [Message], of ticket: Ticket, below path: String) -> [SaidMessage] {
        messages.map { SaidMessage(message: $0, ticket: ticket, path: path) }
    }

    /// The oldest first.
    static func inOrder(_ messages: [SaidMessage]) -> [SaidMessage] {
        messages.enumerated().sorted {
            ($0.element.message.at, $0.offset) < ($1.element.message.at, $1.offset)
        }
        .map(\.element)
    }
}

extension WebServer {
    /// Messages as a list; notes among ours say that they are.
    func messages(_ messages: [SaidMessage], _ words: InterfaceWords) -> HTML {
        let items: [HTML] = messages.map { said in
            let message = said.message
            let isNote = message.visibility == .internal
            let (name, style) =
                switch message.author {
                case .requester: (said.ticket.requester.name, "message")
                case .agent(let id): (desk.settings.name(ofAgent: id), "message agent")
                case .plugin, .desk: (words["ticket_automatic"], "message agent")
                }
            let mark: HTML? = isNote ? " · <strong>Note, the customer does not see it</strong>" : nil
            let body = MarkdownDocument(parsing: message.body, trust: .stranger).html
            let files = files(message.attachments, below: said.path, words["ticket_files"])
            return """
                <li class="\(isNote ? "message note" : style)"><header><strong><bdi>\(name)</bdi></strong> · \
                \(time(message.at))\(mark)</header>
                <div dir="auto">\(body)</div>\(files)</li>
                """
        }
        return "<ol class=\"thread\">\(items)</ol>"
    }
}
