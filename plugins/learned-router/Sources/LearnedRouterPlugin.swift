// The plugin `learned-router`: it learns from where people left tickets where the next ones belong.

public import PluginKit

/// Proposes queues by a classifier that is trained on the desk's own closed tickets.
///
/// It keeps what it learns from in the folder that the host gives it, and its models beside it. In
/// `replay` and wherever else nothing may be written, it trains for each question on what was closed
/// before the question's clock, and on nothing else.
public struct LearnedRouterPlugin: Plugin {
    /// This plugin's manifest.
    public static func manifest() throws -> PluginManifest {
        try PluginManifest(json: PackageResources.plugin_json)
    }

    /// It routes, and it is told what was closed and what was erased.
    public static let hooks: [Method] = [.route, .event]

    /// So much of a ticket's text is kept to learn from, in characters: the classifier reads no more.
    private static let keptCharacters = SentenceFeatures.characterLimit

    private let threshold: Double?
    private let isLive: Bool
    private var store: ExampleStore?
    private var models: DeskModels?

    /// Starts with what lies in the plugin's folder.
    public init(_ start: InitializeParams) throws {
        try self.init(config: start.config, mode: start.mode)
        guard let folder = start.dataFolder else { return }
        store = ExampleStore(folder: folder, isWritable: isLive)
        models = DeskModels(folder: folder, training: isLive ? .beside : .atOnce)
        if isLive, let store { _ = models?.model(for: store.plan.examples(before: nil)) }
    }

    /// Starts without a folder: it can learn nothing and keeps silent.
    public init(config: JSONValue) throws {
        try self.init(config: config, mode: .test)
    }

    private init(config: JSONValue, mode: PluginMode) throws {
        isLive = mode == .live
        threshold = config["threshold"]?.number
        if let value = config["threshold"], value != .null {
            guard let threshold, (0...1).contains(threshold) else {
                throw PluginConfigurationError("`threshold` must be a number from 0 to 1", path: "/threshold")
            }
        }
    }

    /// The queue of tickets that read alike, if it is sure enough.
    public mutating func route(_ question: DecisionParams) throws -> RouteResult {
        guard let store, let models else {
            return RouteResult(abstaining: "the desk gave it no folder to keep what it learns")
        }
        // Live, all that was closed lies before the question's clock.
        let moment = isLive ? nil : question.at
        let examples = store.plan.examples(before: moment)
        guard let model = models.model(for: examples) else {
            let count = store.plan.known(before: moment).count
            return RouteResult(
                abstaining: count < LearningPlan.least
                    ? "it has seen \(count) closed tickets and begins with \(LearningPlan.least)"
                    : "its first model is being trained")
        }
        return Self.answer(question, model, threshold)
    }

    /// Learns closed tickets and forgets erased ones.
    public mutating func take(_ delivery: EventParams) throws -> DeliveryResult {
        var erased: [String] = []
        for event in delivery.events {
            guard let ticket = event.ticket else { continue }
            switch event.type {
            case .ticketClosed:
                let text = "\(ticket.subject)\n\(ticket.body)".prefix(Self.keptCharacters)
                let closed = ClosedTicket(
                    ticket: ticket.id, at: event.at, text: String(text), queue: ticket.queue)
                // One that was erased has none, and is not known again by being closed afterwards.
                guard closed.hasWords else { continue }
                erased.removeAll { $0 == ticket.id }
                try store?.keep(closed)
            case .ticketErased: erased.append(ticket.id)
            default: continue
            }
        }
        try store?.forget(erased)
        let model = store.flatMap { models?.model(for: $0.plan.examples(before: isLive ? nil : delivery.at)) }
        return DeliveryResult(model: model?.digest)
    }

    private static func answer(
        _ question: DecisionParams, _ model: RouterModel, _ threshold: Double?
    ) -> RouteResult {
        defer { model.rest() }
        let text = "\(question.ticket.subject)\n\(question.ticket.body)"
        let answer = model.answer(text)
        let known = "model \(model.digest), \(model.examples) closed tickets"
        guard let queue = answer.label else {
            return RouteResult(abstaining: "it knows no queue (\(known))", model: model.digest)
        }
        let percent = Int((answer.score * 100).rounded(.down))
        guard answer.score >= threshold ?? model.threshold, model.labels.count > 1 else {
            return RouteResult(
                abstaining: "most likely \(queue), but it is only \(percent) % sure (\(known))",
                model: model.digest)
        }
        guard question.choices.queues.contains(queue) else {
            return RouteResult(
                abstaining: "it reads like tickets of the queue \(queue), which there is no more (\(known))",
                model: model.digest)
        }
        let words = TellingWords.of(text, for: queue, model)
        let said = words.isEmpty ? "" : ": " + words.map { "“\($0)”" }.joined(separator: ", ")
        let proposal = Proposal(
            field: "queue", value: queue, strength: .should, confidence: answer.score,
            reason: "it reads like tickets that people left in \(queue), \(percent) % sure\(said) (\(known))",
            evidence: words + [known])
        return RouteResult(Routing([proposal]), model: model.digest)
    }
}
