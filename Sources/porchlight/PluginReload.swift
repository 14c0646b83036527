// Taking up what desk.yaml and _rules/ say to plugins, or saying why not.

import Logging
import PluginHost
import PluginKit

/// The settings of the plugins of a running desk. What cannot be read changes nothing: the plugins go on
/// with what they have, and the log and their pages say what to mend.
actor PluginReload {
    /// What changed.
    struct Change: Sendable {
        /// The folders of plugins whose files changed.
        var plugins: Set<String> = []
        /// Whether nobody knows which plugins changed.
        var isEveryPlugin = false
        /// Whether somebody asked to have everything read again, and is told what came of it.
        var isAsked = false

        func together(with other: Change) -> Change {
            Change(
                plugins: plugins.union(other.plugins), isEveryPlugin: isEveryPlugin || other.isEveryPlugin,
                isAsked: isAsked || other.isAsked)
        }
    }

    private var settings: DeskConfiguration
    private let content: String
    private let host: PluginHost
    private let logger: Logger
    private let read: @Sendable (DeskConfiguration) throws -> [InstalledPlugin]

    /// - Parameters:
    ///   - settings: what the desk was started with.
    ///   - read: the plugins as they lie there, with their settings.
    init(
        _ settings: DeskConfiguration, content: String, host: PluginHost, logger: Logger,
        read: @escaping @Sendable (DeskConfiguration) throws -> [InstalledPlugin]
    ) {
        self.settings = settings
        self.content = content
        self.host = host
        self.logger = logger
        self.read = read
    }

    /// Reads everything again, and starts anew what changed.
    ///
    /// - Parameter stillness: see ``FolderWatcher/stillness()``, of each folder.
    /// - Returns: whether that was done; nothing is done while somebody writes to the files.
    func takeUp(_ change: Change, stillness: () -> [Int?]) async -> Bool {
        let before = stillness()
        guard !before.contains(nil) else { return false }
        let next = DeskConfiguration(reading: content, for: settings.desk)
        let found = Result { try read(next) }
        guard stillness() == before else { return false }
        await takeUp(next, found, change)
        return true
    }

    private func takeUp(
        _ next: DeskConfiguration, _ found: Result<[InstalledPlugin], any Error>, _ change: Change
    ) async {
        do {
            var plugins = try found.get()
            let mistakes = self.mistakes(next, plugins)
            if mistakes.isEmpty { settings = next } else { plugins = try read(settings) }
            await tell(mistakes, of: plugins)
            start(plugins, change)
            if next.isBehind {
                logger.notice(
                    "\(content)/desk.yaml says more than its plugins' settings: queues, agents, promises and the like are taken up when the desk is started again"
                )
            }
        } catch {
            logger.error("plugins could not be read, and go on as before: \(error)")
        }
    }

    private func start(_ plugins: [InstalledPlugin], _ change: Change) {
        let names = Set(host.names)
        let changed = plugins.filter { plugin in
            guard let running = host.plugin(plugin.id) else { return false }
            return change.isEveryPlugin || change.plugins.contains(plugin.id)
                || running.config != plugin.config || running.secrets != plugin.secrets
        }.map(\.id)
        let isSame = changed.isEmpty && names == Set(plugins.map(\.id))
        if !isSame { host.replace(plugins, changed: Set(changed)) }
        guard !isSame || change.isAsked else { return }
        let moved = names.symmetricDifference(plugins.map(\.id))
        logger.notice(
            "plugins were read again", metadata: ["changed": "\(moved.union(changed).sorted())"])
    }

    /// What is wrong, with the plugin that it is about; `nil` for all of them.
    private func mistakes(
        _ next: DeskConfiguration, _ plugins: [InstalledPlugin]
    ) -> [(plugin: String?, words: String)] {
        let general = next.complaints.map { (plugin: String?.none, words: "\(content)/\($0)") }
        let rules = next.ruleComplaints.map {
            (plugin: String?.some(LinkedPlugin.rules.rawValue), words: "\(content)/\($0)")
        }
        return general + rules
            + plugins.flatMap { plugin in
                plugin.id == LinkedPlugin.rules.rawValue
                    ? []
                    : complaints(about: plugin).map { complaint in
                        let place = next.plugins.place(of: complaint.path, in: plugin.manifest.id)
                        let words =
                            "\(content)/desk.yaml:\(place): the settings of \(plugin.manifest.id): \(complaint.words)"
                        return (plugin.id, words)
                    }
            }
    }

    private func complaints(about plugin: InstalledPlugin) -> [(path: String, words: String)] {
        let schema = plugin.manifest.config.map { JSONSchema($0).complaints(about: plugin.config) } ?? []
        guard schema.isEmpty else { return schema.map { ($0.path, $0.description) } }
        guard let linked = LinkedPlugin(rawValue: plugin.id),
            let error = linked.complaint(about: plugin.config)
        else { return [] }
        return [(error.path ?? "", error.description)]
    }

    private func tell(_ mistakes: [(plugin: String?, words: String)], of plugins: [InstalledPlugin]) async {
        for mistake in mistakes { logger.error("\(mistake.words)") }
        if !mistakes.isEmpty {
            logger.error("what changed was not taken up: plugins go on as before")
        }
        for name in host.names {
            let own = mistakes.filter { $0.plugin == nil || $0.plugin == name }.map(\.words)
            await host.refuse(own, of: name)
        }
    }
}
