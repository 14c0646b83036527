// Taking up what desk.yaml and _rules/ say to plugins, or saying why not.

import Foundation
import HelpDesk
import Logging
import PluginHost
import PluginKit
import RulesPlugin

/// The settings of the plugins of a running desk. What a plugin cannot work with, and what cannot be read,
/// changes nothing: it goes on with what it has, and the log and its page say what to mend.
actor PluginReload {
    /// What changed.
    struct Change: Sendable {
        /// The folders of plugins whose files changed.
        var plugins: Set<String> = []
        /// Whether nobody knows which plugins changed.
        var isEveryPlugin = false
        /// Whether somebody asked to have everything read again, and is told what came of it.
        var isAsked = false

        func isRewritten(_ plugin: String) -> Bool { isEveryPlugin || plugins.contains(plugin) }

        func together(with other: Change) -> Change {
            Change(
                plugins: plugins.union(other.plugins), isEveryPlugin: isEveryPlugin || other.isEveryPlugin,
                isAsked: isAsked || other.isAsked)
        }
    }

    private let desk: DeskSettings
    /// Whether there ever was a `desk.yaml`.
    private var hadSettings: Bool
    private let content: String
    private let host: PluginHost
    private let logger: Logger
    private let read: @Sendable (DeskConfiguration) throws -> [InstalledPlugin]
    private let prepare: @Sendable ([InstalledPlugin]) -> Void

    /// - Parameters:
    ///   - settings: what the desk was started with.
    ///   - read: the plugins as they lie there, with their settings.
    ///   - prepare: makes what plugins need before they run.
    init(
        _ settings: DeskConfiguration, content: String, host: PluginHost, logger: Logger,
        read: @escaping @Sendable (DeskConfiguration) throws -> [InstalledPlugin],
        prepare: @escaping @Sendable ([InstalledPlugin]) -> Void
    ) {
        desk = settings.desk
        hadSettings = settings.isThere
        self.content = content
        self.host = host
        self.logger = logger
        self.read = read
        self.prepare = prepare
    }

    /// Reads everything again, and starts anew what changed. Who asks for it asks for those, too, that are
    /// down: what was missing may be there by now.
    ///
    /// - Parameter stillness: see ``FolderWatcher/stillness()``, of each folder.
    /// - Returns: whether that was done; nothing is done while somebody writes to the files.
    func takeUp(_ change: Change, stillness: () -> [Int?]) async -> Bool {
        let down = change.isAsked ? await host.namesOfThoseDown() : []
        for isLast in [false, true] {
            let before = stillness()
            guard !before.contains(nil) else { return false }
            let next = DeskConfiguration(reading: content, for: desk)
            if next.hasEmptyFile, !isLast {
                try? await Task.sleep(for: Self.pause)
                continue
            }
            let found = Result { try read(next) }
            guard stillness() == before else { return false }
            // From here to the reading nothing is waited for: nobody comes in between with newer files.
            await take(next, found, change, down)
            break
        }
        return true
    }

    /// Who writes a file empties it first, and that is seen before the system tells of it: up to 24 ms were
    /// measured where others wrote to the same disk.
    private static let pause = Duration.milliseconds(250)

    private func take(
        _ next: DeskConfiguration, _ found: Result<[InstalledPlugin], any Error>, _ change: Change,
        _ down: Set<String>
    ) async {
        do {
            let plugins = known(try found.get(), next.plugins, change)
            let mistakes = self.mistakes(next, plugins)
            start(plugins, mistakes, change, down)
            await tell(mistakes)
            if next.isBehind {
                logger.notice(
                    "\(content)/desk.yaml says more than its plugins' settings: queues, agents, promises and the like are taken up when the desk is started again"
                )
            }
        } catch {
            logger.error("plugins could not be read, and go on as before: \(error)")
            for name in host.names { await host.refuse(["\(error)"], of: name) }
        }
    }

    /// The plugins that were allowed, or run already: what somebody only copied into the folder changes
    /// nothing while the desk runs. One whose line in the lock file is gone stays what it was, and so does one
    /// whose files have changed, beside its settings: nobody has allowed yet what the files say now.
    private func known(
        _ plugins: [InstalledPlugin], _ settings: PluginSettings, _ change: Change
    ) -> [InstalledPlugin] {
        plugins.compactMap { plugin in
            guard let running = host.plugin(plugin.id) else { return plugin.wasAllowed ? plugin : nil }
            guard plugin.wasAllowed else { return running.wasAllowed ? running : plugin }
            guard running.allowedDigest != nil, plugin.allowedDigest == nil,
                !change.isRewritten(plugin.id)
            else { return plugin }
            var secrets = running.secrets
            for name in Set(running.manifest.secrets).intersection(plugin.manifest.secrets) {
                secrets[name] = plugin.secrets[name]
            }
            return running.told(settings.config[plugin.manifest.id] ?? .object([:]), secrets: secrets)
        }
    }

    /// Starts anew what changed. A mistake in what one plugin is told leaves that one as it is, and a mistake
    /// that is about all of them leaves all.
    private func start(
        _ found: [InstalledPlugin], _ mistakes: [Mistake], _ change: Change, _ down: Set<String>
    ) {
        let isAboutAll = mistakes.contains { $0.plugin == nil }
        let mistaken = isAboutAll ? Set(host.names) : Set(mistakes.compactMap(\.plugin))
        let names = Set(host.names)
        var plugins: [InstalledPlugin] = []
        var changed: [String] = []
        for plugin in isAboutAll ? host.names.compactMap(host.plugin) : found {
            let isTriedAgain = down.contains(plugin.id) && plugin.wasAllowed
            guard let running = host.plugin(plugin.id) else {
                // It did not run yet, and stays out until its settings are mended.
                if !mistaken.contains(plugin.id) { plugins.append(plugin) }
                continue
            }
            let isChanged = change.isRewritten(plugin.id) || Self.isOther(plugin, than: running)
            let isMistaken = mistaken.contains(plugin.id)
            plugins.append(isMistaken ? running : plugin)
            if isTriedAgain || (isChanged && !isMistaken) { changed.append(plugin.id) }
        }
        let isSame = changed.isEmpty && names == Set(plugins.map(\.id))
        if !isSame {
            prepare(plugins)
            host.replace(plugins, changed: Set(changed))
        }
        guard !isSame || change.isAsked else { return }
        let moved = names.symmetricDifference(plugins.map(\.id))
        logger.notice(
            "plugins were read again", metadata: ["changed": "\(moved.union(changed).sorted())"])
    }

    /// Whether a plugin is told something else than the one that runs, or its files are others that somebody
    /// has allowed.
    private static func isOther(_ plugin: InstalledPlugin, than running: InstalledPlugin) -> Bool {
        let isAllowedAnew = plugin.allowedDigest != nil && plugin.allowedDigest != running.allowedDigest
        return isAllowedAnew || running.config != plugin.config || running.secrets != plugin.secrets
            || running.wasAllowed != plugin.wasAllowed
    }

    /// What is wrong, with the plugin that it is about; `nil` for all of them.
    private typealias Mistake = (plugin: String?, words: String)

    private func mistakes(_ next: DeskConfiguration, _ plugins: [InstalledPlugin]) -> [Mistake] {
        var general = next.complaints.map { Mistake(plugin: nil, words: "\(content)/\($0)") }
        if hadSettings, !next.isThere {
            let words = "is gone: put it back; an empty file stands for a desk without settings"
            general.append((nil, "\(content)/desk.yaml \(words)"))
        }
        hadSettings = hadSettings || next.isThere
        if let shelf = missingShelf {
            general.append(
                (nil, "\(shelf) is gone: put it back; an empty folder stands for a desk without its plugins"))
        }
        let rules = next.ruleSettingComplaints + next.ruleComplaints.map(\.description)
        var ofRules = rules.map {
            Mistake(plugin: LinkedPlugin.rules.rawValue, words: "\(content)/\($0)")
        }
        let rulesNow = plugins.first { $0.id == LinkedPlugin.rules.rawValue }
        if next.ruleComplaints.isEmpty, let rulesNow, !Self.hasRules(rulesNow),
            Self.hasRules(host.plugin(LinkedPlugin.rules.rawValue))
        {
            let words = "no file of rules is there any more: put them back; an empty file stands for no rules"
            ofRules.append((LinkedPlugin.rules.rawValue, "\(content)/_rules/: \(words)"))
        }
        return general + ofRules
            + plugins.filter { $0.id != LinkedPlugin.rules.rawValue && $0.wasAllowed }.flatMap { plugin in
                complaints(about: plugin).map { complaint in
                    let id = plugin.manifest.id
                    let place = next.plugins.place(of: complaint.path, in: id)
                    return Mistake(
                        plugin: plugin.id,
                        words:
                            "\(content)/desk.yaml:\(place): the settings of \(id): \(complaint.words)")
                }
            }
    }

    /// The folder in which plugins lay that run, when it is gone as a whole: their reviews still count.
    private var missingShelf: String? {
        let folders = host.names.compactMap { host.plugin($0)?.folder }
        let shelves = Set(folders.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path })
        return shelves.sorted().first { !FileManager.default.fileExists(atPath: $0) }
    }

    private static func hasRules(_ plugin: InstalledPlugin?) -> Bool {
        plugin?.config["rules"]?.object?.isEmpty == false
    }

    private func complaints(about plugin: InstalledPlugin) -> [(path: String, words: String)] {
        let schema = plugin.manifest.config.map { JSONSchema($0).complaints(about: plugin.config) } ?? []
        guard schema.isEmpty else { return schema.map { ($0.path, $0.description) } }
        guard let linked = LinkedPlugin(rawValue: plugin.id),
            let error = linked.complaint(about: plugin.config)
        else { return [] }
        return [(error.path ?? "", error.description)]
    }

    private func tell(_ mistakes: [Mistake]) async {
        for mistake in mistakes { logger.error("\(mistake.words)") }
        if mistakes.contains(where: { $0.plugin == nil }) {
            logger.error("what changed was not taken up: all plugins go on as before")
        } else if !mistakes.isEmpty {
            let names = Set(mistakes.compactMap(\.plugin)).sorted().joined(separator: ", ")
            logger.error(
                "what changed for \(names) was not taken up: these plugins go on as before, all others were told"
            )
        }
        for name in host.names {
            let own = mistakes.filter { $0.plugin == nil || $0.plugin == name }.map(\.words)
            await host.refuse(own, of: name)
        }
    }
}
