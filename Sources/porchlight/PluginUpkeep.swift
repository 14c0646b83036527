// What changes about a desk's plugins while it runs: their settings, the rules, plugins that are being written.

import Foundation
import Logging
import ServiceLifecycle
import SiteGenerator
import UnixSignals

/// Has changes taken up until the program is asked to stop: when files change, and at the signal HUP, for
/// folders whose changes the system does not tell, such as those of another machine.
struct PluginUpkeep: Service {
    let reload: PluginReload
    /// Watches `desk.yaml` and `_rules/`.
    let content: FolderWatcher?
    /// Watches plugins that are being written: each that changed is started anew.
    let plugins: FolderWatcher?
    let listensForSignal: Bool

    func run() async throws {
        let gathering = Gathering()
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                // Where there is nothing to watch, too: a service that ends ends the server.
                group.addTask { try? await gracefulShutdown() }
                if let content {
                    group.addTask { await follow(content.changes, gathering) { _ in PluginReload.Change() } }
                }
                if let plugins {
                    group.addTask { await follow(plugins.changes, gathering, as: Self.written) }
                }
                if listensForSignal {
                    group.addTask {
                        for await _ in await UnixSignalsSequence(trapping: .sighup) {
                            await takeUp(PluginReload.Change(isAsked: true), gathering)
                        }
                    }
                }
                await group.waitForAll()
            }
        }
        content?.stop()
        plugins?.stop()
    }

    /// Editors write several files in a row, or one of them twice.
    private static let pause = Duration.milliseconds(300)

    private func follow(
        _ changes: AsyncStream<FolderWatcher.Change>, _ gathering: Gathering,
        as meaning: @escaping @Sendable (FolderWatcher.Change) -> PluginReload.Change
    ) async {
        await withDiscardingTaskGroup { group in
            for await change in changes {
                let round = await gathering.note(meaning(change))
                group.addTask {
                    await settle(round, gathering)
                }
            }
        }
    }

    /// Waits until nothing more changes, and has all of it taken up.
    private func settle(_ round: Int, _ gathering: Gathering) async {
        guard (try? await Task.sleep(for: Self.pause)) != nil,
            let all = await gathering.take(ofRound: round)
        else { return }
        await takeUp(all, gathering)
    }

    /// Has changes taken up, or has them wait where a file is just being written.
    private func takeUp(_ change: PluginReload.Change, _ gathering: Gathering) async {
        let watchers = [content, plugins].compactMap(\.self)
        guard await !reload.takeUp(change, stillness: { watchers.map { $0.stillness() } }) else { return }
        await settle(gathering.note(change), gathering)
    }

    /// What a desk is configured by, below its content.
    static func isConfiguration(_ path: String) -> Bool {
        path == "desk.yaml" || path.hasPrefix("_rules/")
    }

    private static func written(_ change: FolderWatcher.Change) -> PluginReload.Change {
        switch change {
        case .files(let paths):
            PluginReload.Change(
                plugins: Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) }))
        case .anything: PluginReload.Change(isEveryPlugin: true)
        }
    }

    /// Changes that come close together.
    private actor Gathering {
        private var gathered: PluginReload.Change?
        private var round = 0

        func note(_ change: PluginReload.Change) -> Int {
            gathered = gathered.map { $0.together(with: change) } ?? change
            round += 1
            return round
        }

        /// What changed, if nothing came behind the round.
        func take(ofRound last: Int) -> PluginReload.Change? {
            guard last == round else { return nil }
            defer { gathered = nil }
            return gathered
        }
    }
}
