// How a plugin stands, for whoever watches over the desk.

/// How a plugin stands just now, and what it has done since the start.
public struct PluginStanding: Sendable, Equatable {
    /// The plugin's id.
    public let plugin: String
    /// Whether it runs and is asked: not while it starts, is down, or failed so often that it is left alone.
    public let isUp: Bool
    /// Calls that it answered.
    public let answered: Int
    /// Calls that it gave no answer to.
    public let failed: Int
    /// Answers that could not be used.
    public let unusable: Int
    /// How often its process ended by itself, or could not be started.
    public let ended: Int
}

extension PluginHost {
    /// How all plugins stand, in the order in which they were given.
    public func standings() async -> [PluginStanding] {
        var standings: [PluginStanding] = []
        for supervisor in supervisors { standings.append(await supervisor.standing) }
        return standings
    }
}
