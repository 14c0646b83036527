// Every address of the server and who may ask for it, in one place.

internal import HelpDesk
internal import Hummingbird

extension WebServer {
    /// All routes but the files of the site, which are everybody's, and the internal articles beside
    /// them, which are for agents and unseen by others: ``sitePage(_:_:)``.
    var routes: [Route] {
        [
            Route("ask", for: .everybody, get: { request, _ in self.askPage(request) }),
            // Not to /ask itself: a POST makes the browser forget the page of the same address (RFC 9111,
            // section 4.4), and whoever goes back would get a form with another key.
            Route("ask/send", for: .everybody, post: { try await self.ask($0, $1) }),
            Route("ask/suggested", for: .everybody, post: { try await self.countSuggestion($0, $1) }),
            Route("vote", for: .everybody, post: { try await self.vote($0, $1) }),
            Route("vote/thanks", for: .everybody, get: { request, _ in self.votedPage(request) }),
            Route("find", for: .everybody, get: { request, _ in self.findPage(request) }),
            Route("find/send", for: .everybody, post: { try await self.find($0, $1) }),
            Route("t/:number/:secret", for: .linkHolders, get: { try await self.customerPage($0, $1) }),
            Route("t/:number/:secret/rating", for: .linkHolders, post: { try await self.rate($0, $1) }),
            Route("t/:number/:secret/add", for: .linkHolders, post: { try await self.addToTicket($0, $1) }),
            Route("t/:number/:secret/settle", for: .linkHolders, post: { try await self.settle($0, $1) }),
            Route("t/:number/:secret/mine", for: .linkHolders, post: { try await self.verify($0, $1) }),
            Route(
                "t/:number/:secret/files/:digest", for: .linkHolders,
                get: { try await self.customerFile($1) }),
            Route(
                "sign-in/:secret", for: .linkHolders, get: { _, _ in self.signInPage() },
                post: { try await self.signIn($1) }),
            Route("desk", for: .agents, get: { request, _ in try await self.deskPage(request) }),
            Route("desk/sign-out", for: .agents, post: { try await self.signOut($1) }),
            Route("desk/tickets/:number", for: .agents, get: { try await self.ticketPage($0, $1) }),
            Route("desk/tickets/:number/reply", for: .agents, post: { try await self.reply($0, $1) }),
            Route("desk/tickets/:number/solve", for: .agents, post: { try await self.solve($1) }),
            Route("desk/tickets/:number/reopen", for: .agents, post: { try await self.reopen($1) }),
            Route("desk/tickets/:number/note", for: .agents, post: { try await self.keepNote($0, $1) }),
            Route("desk/tickets/:number/change", for: .agents, post: { try await self.changeTicket($0, $1) }),
            Route("desk/tickets/:number/take", for: .agents, post: { try await self.takeTicket($1) }),
            Route("desk/tickets/:number/snooze", for: .agents, post: { try await self.snooze($0, $1) }),
            Route("desk/tickets/:number/wake", for: .agents, post: { try await self.wake($1) }),
            Route("desk/tickets/:number/merge", for: .agents, post: { try await self.merge($0, $1) }),
            Route("desk/tickets/:number/unmerge", for: .agents, post: { try await self.undoMerge($1) }),
            Route("desk/held", for: .agents, get: { request, _ in try await self.heldPage(request) }),
            Route("desk/articles", for: .agents, get: { request, _ in try await self.articlesPage(request) }),
            Route("desk/reasons/:number/erase", for: .agents, post: { try await self.eraseReason($0, $1) }),
            Route("desk/internal", for: .agentsUnseen, get: { try await self.internalPage($0, $1) }),
            Route("desk/plugins", for: .agents, get: { _, _ in try await self.pluginsPage() }),
            Route("desk/plugins/:id", for: .agents, get: { try await self.pluginPage($1) }),
            Route("desk/plugins/:id/pause", for: .agents, post: { try await self.pausePlugin($1) }),
            Route("desk/plugins/:id/resume", for: .agents, post: { try await self.resumePlugin($1) }),
            Route("desk/plugins/:id/retry", for: .agents, post: { try await self.retryPlugin($1) }),
            Route("desk/outbox", for: .agents, get: { request, _ in try await self.outboxPage(request) }),
            Route("desk/suggestions", for: .agents, get: { _, _ in try await self.suggestionsPage() }),
            Route("desk/tickets/:number/release", for: .agents, post: { try await self.release($1) }),
            Route("desk/tickets/:number/discard", for: .agents, post: { try await self.discard($1) }),
            Route("desk/tickets/:number/no-spam", for: .agents, post: { try await self.takeUp($1) }),
            Route("desk/tickets/:number/link", for: .agents, post: { try await self.renewLink($1) }),
            Route(
                "desk/tickets/:number/erase", for: .agents, get: { try await self.erasePage($1) },
                post: { try await self.erasePerson($1) }),
            Route("desk/tickets/:number/files/:digest", for: .agents, get: { try await self.deskFile($1) }),
            Route("healthz", for: .everybody, get: { _, _ in .text("alive\n") }),
            Route("readyz", for: .everybody, get: { _, context in await self.readiness(context) }),
            Route("metrics", for: .operators, get: { _, context in await self.metricsPage(context) }),
        ] + (preview.map(routes) ?? [])
    }
}
