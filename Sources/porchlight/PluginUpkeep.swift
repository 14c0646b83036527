// Plugins that are being written: what changed is started anew.

import Foundation
import Logging
import PluginHost
import ServiceLifecycle
import SiteGenerator

/// Watches the folder of plugins until the program is asked to stop.
struct PluginUpkeep: Service {
    let watcher: FolderWatcher
    let host: PluginHost
    let logger: Logger
    /// Reads the plugins as they lie there now.
    let read: @Sendable () throws -> [InstalledPlugin]

    /// Editors write several files in a row, or one of them twice.
    private static let pause = Duration.milliseconds(300)

    func run() async throws {
        await withGracefulShutdownHandler {
            let gathering = Gathering()
            await withTaskGroup { group in
                for await change in watcher.changes {
                    let round = await gathering.note(change, all: host.names)
                    group.addTask {
                        try? await Task.sleep(for: Self.pause)
                        guard let changed = await gathering.take(ofRound: round) else { return }
                        reload(changed)
                    }
                }
            }
        } onGracefulShutdown: {
            watcher.stop()
        }
    }

    private func reload(_ changed: Set<String>) {
        do {
            host.replace(try read(), changed: changed)
            logger.notice("plugins were read again", metadata: ["changed": "\(changed.sorted())"])
        } catch {
            logger.error("plugins could not be read: \(error)")
        }
    }

    /// Changes that come close together.
    private actor Gathering {
        private var changed: Set<String> = []
        private var round = 0

        func note(_ change: FolderWatcher.Change, all: [String]) -> Int {
            switch change {
            case .files(let paths):
                changed.formUnion(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
            case .anything: changed.formUnion(all)
            }
            round += 1
            return round
        }

        /// What changed, if nothing came behind the round.
        func take(ofRound last: Int) -> Set<String>? {
            guard last == round, !changed.isEmpty else { return nil }
            defer { changed = [] }
            return changed
        }
    }
}
