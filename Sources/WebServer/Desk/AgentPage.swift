// What all pages for agents have around them.

internal import HTTPTypes
internal import Hummingbird
internal import Markdown

extension WebServer {
    /// A page for agents, with the way to all the others above it.
    func agentPage(_ title: String, status: HTTPResponse.Status = .ok, _ main: HTML) -> Response {
        let items: [HTML] = Self.agentPages.map { "<li><a href=\"\($0.path)\">\($0.title)</a></li>\n" }
        return page(
            title, status: status, isWide: true,
            "<nav class=\"choices\" aria-label=\"Desk\"><ul>\(items)</ul></nav>\n\(main)")
    }

    private static let agentPages = [
        (path: "/desk", title: "Tickets"), (path: "/desk/held", title: "Held"),
        (path: "/desk/outbox", title: "Outbox"), (path: "/desk/articles", title: "Articles"),
        (path: "/desk/suggestions", title: "Suggested answers"),
        (path: "/desk/internal", title: "Internal articles"), (path: "/desk/plugins", title: "Plugins"),
    ]
}
