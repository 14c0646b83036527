// From where on plugins are told of what happens: what was before they were there is not theirs.

internal import Logging
internal import PluginHost
internal import TicketStore

extension DeskWork {
    /// Writes down where the deliveries of plugins begin that were told nothing yet. Called before the first
    /// customer is let in, so that a new plugin misses nothing of what comes between that and its first round.
    /// Where it cannot be written, that round does it.
    public func begin() async {
        do {
            for plugin in host.listeners {
                try await store.beginEvents(for: plugin)
                if host.hearsVotes(plugin) { try await store.beginVotes(for: plugin) }
            }
            if host.plansSurveys { try await store.beginEvents(for: SurveyRounds.name) }
        } catch {
            logger.failure("where the plugins' deliveries begin could not be written", error)
        }
    }
}

extension TicketStore {
    /// What happens from now on is for a plugin, unless something was before.
    func beginEvents(for plugin: String) async throws {
        guard try await pluginRecord(plugin).cursor == nil else { return }
        try await beginDeliveries(to: plugin, after: try await lastEvent())
    }

    /// The same for votes on articles.
    func beginVotes(for plugin: String) async throws {
        let name = PluginRecord.votes(plugin)
        guard try await pluginRecord(name).cursor == nil else { return }
        try await beginDeliveries(to: name, after: try await lastCastVote())
    }
}
