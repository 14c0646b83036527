// How long the host waits for a plugin at the turns of its life.

/// The protocol's times ("Life"); tests take shorter ones.
struct PluginPatience: Sendable {
    /// For the answers to `initialize` and to `shutdown`.
    var answer = Duration.seconds(5)
    /// Between the end of its input and SIGTERM.
    var exit = Duration.seconds(2)
    /// Between SIGTERM and SIGKILL.
    var terminate = Duration.seconds(3)
    /// Before a parked plugin is tried again.
    var probe = Duration.seconds(600)
    /// A plugin whose input takes nothing for so long hangs.
    var hang = Duration.seconds(1)
    /// Between looks at how much memory it has.
    var look = Duration.seconds(5)
    /// How many processes it may be, with all that it starts.
    var processes = 64
    /// How much memory it may have with all that it starts, in bytes.
    var memoryBytes = 256 << 20
}
