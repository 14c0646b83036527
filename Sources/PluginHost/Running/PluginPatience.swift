// How long the host waits for a plugin at the turns of its life.

/// The protocol's times ("Life"); tests take shorter ones.
struct PluginPatience: Sendable {
    /// For the answers to `initialize` and to `shutdown`.
    var answer = Duration.seconds(5)
    /// Between the end of its input and SIGTERM.
    var exit = Duration.seconds(2)
    /// Between SIGTERM and SIGKILL.
    var terminate = Duration.seconds(3)
    /// Before a plugin that cannot work with its configuration is tried again.
    var probe = Duration.seconds(600)
}
