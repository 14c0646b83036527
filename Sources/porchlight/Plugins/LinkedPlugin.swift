// The plugins that are linked into this program.

import EscalatePlugin
import FollowUpPlugin
import LearnedRouterPlugin
import PluginKit
import RulesPlugin
import SuggestAnswersPlugin
import WebhookPlugin

/// A plugin that is part of this program, by its id.
enum LinkedPlugin: String, CaseIterable {
    case escalate
    case followUp = "follow-up"
    case learnedRouter = "learned-router"
    case rules
    case suggestAnswers = "suggest-answers"
    case webhook

    /// Its manifest.
    func manifest() throws -> PluginManifest {
        switch self {
        case .escalate: try EscalatePlugin.manifest()
        case .followUp: try FollowUpPlugin.manifest()
        case .learnedRouter: try LearnedRouterPlugin.manifest()
        case .rules: try RulesPlugin.manifest()
        case .suggestAnswers: try SuggestAnswersPlugin.manifest()
        case .webhook: try WebhookPlugin.manifest()
        }
    }

    /// Whether it has nothing to do, and is not started, until the operator has configured it.
    var needsConfiguration: Bool { self == .webhook }

    /// Serves standard input and output until the input ends.
    func run() {
        switch self {
        case .escalate: PluginLoop.run(EscalatePlugin.self)
        case .followUp: PluginLoop.run(FollowUpPlugin.self)
        case .learnedRouter: PluginLoop.run(LearnedRouterPlugin.self)
        case .rules: PluginLoop.run(RulesPlugin.self)
        case .suggestAnswers: PluginLoop.run(SuggestAnswersPlugin.self)
        case .webhook: PluginLoop.run(WebhookPlugin.self)
        }
    }
}
