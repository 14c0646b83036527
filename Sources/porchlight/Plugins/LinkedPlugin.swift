// The plugins that are linked into this program.

import LearnedRouterPlugin
import PluginKit
import RulesPlugin

/// A plugin that is part of this program, by its id.
enum LinkedPlugin: String, CaseIterable {
    case rules
    case learnedRouter = "learned-router"

    /// Its manifest.
    func manifest() throws -> PluginManifest {
        switch self {
        case .rules: try RulesPlugin.manifest()
        case .learnedRouter: try LearnedRouterPlugin.manifest()
        }
    }

    /// Serves standard input and output until the input ends.
    func run() {
        switch self {
        case .rules: PluginLoop.run(RulesPlugin.self)
        case .learnedRouter: PluginLoop.run(LearnedRouterPlugin.self)
        }
    }
}
