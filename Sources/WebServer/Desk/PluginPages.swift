// The plugins of the desk: how each does, what it may, what it failed at, and what its shadow would do.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import Markdown
internal import TicketStore

extension WebServer {
    /// All plugins.
    func pluginsPage() async throws -> Response {
        guard let plugins else { throw HTTPError(.notFound) }
        let rows: [HTML] = try await plugins.cards().map { card in
            """
            <tr><td><a href="/desk/plugins/\(card.id)">\(card.id)</a></td><td>\(card.title)</td>
            <td>\(Self.standing(card))</td>
            <td data-label="Usual time">\(Self.milliseconds(card.medianMilliseconds))</td>
            <td data-label="Failed">\(card.failures) of \(card.calls)</td>
            <td data-label="Given up">\(card.givenUp)</td></tr>\n
            """
        }
        let table: HTML = """
            <div class="table-scroll" role="region" aria-label="Plugins" tabindex="0"><table class="plugins">
            <thead><tr><th scope="col">Plugin</th><th scope="col">What it does</th><th scope="col">State</th>
            <th scope="col">Usual time</th><th scope="col">Failed</th><th scope="col">Given up</th></tr></thead>
            <tbody>\(rows)</tbody></table></div>
            """
        let nothing: HTML = "<p>No plugin runs. Every ticket waits in triage for a person.</p>"
        return agentPage(
            "Plugins",
            """
            <h1>Plugins</h1>
            <p class="lead">They route tickets and suggest answers; people decide. Counted since the desk was started.</p>
            \(rows.isEmpty ? nothing : table)
            """)
    }

    /// One plugin.
    func pluginPage(_ context: DeskContext) async throws -> Response {
        guard let plugins, let id = context.parameters.get("id"), let card = try await plugins.card(id) else {
            throw HTTPError(.notFound)
        }
        let shadow = try await plugins.shadow(of: id)
        let role: HTML? =
            card.isShadow ? "<p class=\"notice\">This is a shadow: what it wants is only recorded.</p>" : nil
        return agentPage(
            "\(card.id)",
            """
            <nav class="breadcrumbs" aria-label="Breadcrumbs"><a href="/desk/plugins">Plugins</a></nav>
            <h1>\(card.id)</h1>
            <p class="lead">\(card.title)</p>
            \(role)\(refusal(card))
            <div class="beside"><div>\(vitals(card))
            \(givenUp(card))
            \(shadow.map(shadowSection))
            \(log(card))</div>
            <div>\(pauseForm(card))
            <section aria-labelledby="grants"><h2 id="grants">What it may</h2>
            \(Self.list(card.grants, or: "It asks for nothing beyond the ticket's bare facts."))</section>
            <section aria-labelledby="hooks"><h2 id="hooks">What it is asked</h2>
            \(Self.list(card.hooks, or: "Nothing."))</section></div></div>
            """)
    }

    /// Stops a plugin.
    func pausePlugin(_ context: DeskContext) async throws -> Response {
        try await changePlugin(context) { plugins, id, agent in await plugins.pause(id, by: agent) }
    }

    /// Lets a plugin go on.
    func resumePlugin(_ context: DeskContext) async throws -> Response {
        try await changePlugin(context) { plugins, id, _ in await plugins.resume(id) }
    }

    /// Gives a plugin again what was given up.
    func retryPlugin(_ context: DeskContext) async throws -> Response {
        try await changePlugin(context) { plugins, id, _ in
            _ = try await plugins.retry(id)
            return true
        }
    }

    private func changePlugin(
        _ context: DeskContext, _ change: (PluginDesk, _ id: String, _ agent: String) async throws -> Bool
    ) async throws -> Response {
        guard let agent = context.agent else { throw HTTPError(.forbidden) }
        guard let plugins, let id = context.parameters.get("id"), try await plugins.card(id) != nil,
            try await change(plugins, id, agent)
        else { throw HTTPError(.notFound) }
        return redirect(to: "/desk/plugins/\(id)")
    }

    private func refusal(_ card: PluginDesk.Card) -> HTML? {
        guard !card.refused.isEmpty else { return nil }
        return """
            <div class="notice bad" role="status">
            <p>What its files say now was not taken up; it goes on as before:</p>
            \(Self.list(card.refused, or: ""))</div>
            """
    }

    private func vitals(_ card: PluginDesk.Card) -> HTML {
        var facts: [(String, HTML)] = [
            ("Version", HTML(text: card.version)), ("State", Self.standing(card)),
            ("Since", card.startedAt.map { time($0) } ?? "–"),
            ("Breaker", HTML(text: Self.breaker(card))),
            ("Calls", HTML(text: "\(card.calls), of which \(card.failures) failed")),
            ("Usual time", HTML(text: Self.milliseconds(card.medianMilliseconds))),
            ("Slow time", HTML(text: Self.slow(card.slowMilliseconds))),
            ("Waiting", HTML(text: "\(card.waiting)")),
        ]
        if let behind = card.eventsBehind { facts.append(("Events behind", HTML(text: "\(behind)"))) }
        if let reason = card.lastFailure {
            let moment: HTML? = card.lastFailureAt.map { " (\(time($0)))" }
            facts.append(("Last failure", "\(reason)\(moment)"))
        }
        let items: [HTML] = facts.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" }
        return "<dl class=\"facts-list\">\(items)</dl>"
    }

    private static func standing(_ card: PluginDesk.Card) -> HTML {
        switch card.standing {
        case .starting: "starting"
        case .runs: card.refusedForSeconds == nil ? "runs" : "runs, but is not asked just now"
        case .isDown(let reason): "<strong>down</strong>: \(reason)"
        case .isPaused(let agent): "<strong>paused</strong> by <bdi>\(agent)</bdi>"
        }
    }

    private static func milliseconds(_ value: Double?) -> String {
        guard let value else { return "–" }
        return value < 10 ? "\((value * 10).rounded() / 10) ms" : "\(Int(value.rounded())) ms"
    }

    private static func slow(_ value: Double?) -> String {
        value == nil ? "–" : "\(milliseconds(value)) (1 of 100 is slower)"
    }

    private static func breaker(_ card: PluginDesk.Card) -> String {
        if let seconds = card.refusedForSeconds {
            return "open: it failed too often, and is asked again in \(Int(seconds.rounded(.up))) s"
        }
        return card.standing == .runs ? "closed: it is asked" : "–"
    }

    private static func list(_ items: some Collection<String>, or nothing: String) -> HTML {
        let lines: [HTML] = items.map { "<li>\($0)</li>\n" }
        return items.isEmpty ? "<p>\(nothing)</p>" : "<ul>\(lines)</ul>"
    }

    private func pauseForm(_ card: PluginDesk.Card) -> HTML {
        let path = "/desk/plugins/\(card.id)"
        if case .isPaused = card.standing {
            return """
                <form method="post" action="\(path)/resume"><p><button>Let it go on</button></p></form>
                <p class="facts">Tickets that it was not asked about are put to it then, unless a person was faster.</p>
                """
        }
        return """
            <form method="post" action="\(path)/pause"><p><button class="quiet">Pause it</button></p></form>
            <p class="facts">It is ended, and stays so until somebody lets it go on, also when the desk is restarted.</p>
            """
    }

    private func givenUp(_ card: PluginDesk.Card) -> HTML? {
        guard card.givenUp > 0 else { return nil }
        func section(_ words: HTML, _ items: [String]) -> HTML? {
            items.isEmpty ? nil : "<p>\(words)</p>\n\(Self.list(items.suffix(50), or: ""))"
        }
        let failed = section(
            "It failed at these five times each. Mend it, then give them to it again.", card.deadLetters)
        let unsent = section(
            "These requests of its to other servers did not get there. See to the server, then send them again.",
            card.deadRequests)
        return """
            <section aria-labelledby="dead"><h2 id="dead">Given up</h2>
            \(failed)
            \(unsent)
            <form method="post" action="/desk/plugins/\(card.id)/retry"><p><button class="quiet">Try all of them
            again</button></p></form></section>
            """
    }

    private func shadowSection(_ report: ShadowReport) -> HTML {
        let items: [HTML] = report.differences.suffix(50).map { difference in
            """
            <li>\(difference.tickets.joined(separator: ", ")), \(difference.method)
            <pre>\(difference.live)</pre> its shadow: <pre>\(difference.shadow)</pre></li>\n
            """
        }
        let own: [HTML] = report.alone.suffix(50).map { answer in
            "<li>\(answer.tickets.joined(separator: ", ")), \(answer.method) <pre>\(answer.shadow)</pre></li>\n"
        }
        let alone: HTML? =
            own.isEmpty
            ? nil : "<p>The shadow alone answered \(report.alone.count) more:</p><ul>\(own)</ul>"
        return """
            <section aria-labelledby="shadow"><h2 id="shadow">What the shadow would have done</h2>
            <p>Of \(report.compared) questions that both were asked, they answered \(report.differences.count) in two ways;
            the shadow failed at \(report.failures).</p><ul>\(items)</ul>\(alone)</section>
            """
    }

    private func log(_ card: PluginDesk.Card) -> HTML {
        let text = card.log.suffix(50).joined(separator: "\n")
        let lines: HTML =
            text.isEmpty
            ? "<p>It has written nothing.</p>" : "<pre class=\"log\" tabindex=\"0\">\(text)</pre>"
        return """
            <section aria-labelledby="log"><h2 id="log">The end of its log</h2>
            \(lines)</section>
            """
    }
}
