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

    /// What it has against its configuration; `nil` for nothing.
    func complaint(about config: JSONValue) -> PluginConfigurationError? {
        do {
            switch self {
            case .escalate: _ = try EscalatePlugin(config: config)
            case .followUp: _ = try FollowUpPlugin(config: config)
            case .learnedRouter: _ = try LearnedRouterPlugin(config: config)
            case .rules: _ = try RulesPlugin(config: config)
            case .suggestAnswers: _ = try SuggestAnswersPlugin(config: config)
            case .webhook: _ = try WebhookPlugin(config: config)
            }
            return nil
        } catch {
            return error as? PluginConfigurationError ?? PluginConfigurationError("\(error)")
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
