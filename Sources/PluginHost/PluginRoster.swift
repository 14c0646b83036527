// Which plugins a host runs: while somebody writes one, they change.

internal import Synchronization

/// The plugins of a host at the moment.
final class PluginRoster: Sendable {
    private let list: Mutex<[PluginSupervisor]>
    /// Tells whoever runs the plugins that they are others. It is for one reader.
    let changes: AsyncStream<Void>
    /// The names of all plugins after each change. It is for one reader.
    let names: AsyncStream<[String]>
    private let change: AsyncStream<Void>.Continuation
    private let naming: AsyncStream<[String]>.Continuation

    init(_ supervisors: [PluginSupervisor]) {
        list = Mutex(supervisors)
        (changes, change) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        (names, naming) = AsyncStream.makeStream(of: [String].self, bufferingPolicy: .bufferingNewest(1))
        tell(supervisors)
    }

    var supervisors: [PluginSupervisor] { list.withLock { $0 } }

    func replace(_ supervisors: [PluginSupervisor]) {
        list.withLock { $0 = supervisors }
        tell(supervisors)
    }

    private func tell(_ supervisors: [PluginSupervisor]) {
        change.yield()
        naming.yield(supervisors.map(\.plugin.id))
    }
}
