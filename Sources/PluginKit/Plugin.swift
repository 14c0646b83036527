// What a plugin in Swift conforms to.

// A plugin imports PluginKit and nothing else of ours: the protocol's types come with it.
@_exported public import PluginProtocol

/// A plugin: made once from its configuration, then asked about tickets, one at a time.
///
/// Answers depend on nothing but the question and the configuration: no clock, no network, no
/// state of its own outside the values the host hands over.
public protocol Plugin {
    /// The methods this plugin answers.
    static var hooks: [Method] { get }
    /// Reads the configuration.
    ///
    /// - Throws: ``PluginConfigurationError`` when it cannot work with it.
    init(config: JSONValue) throws
    /// Proposes where a ticket belongs.
    func route(_ question: DecisionParams) -> RouteResult
    /// Proposes what to answer.
    func reply(_ question: DecisionParams) -> ReplyResult
}

extension Plugin {
    /// Says nothing about where tickets belong.
    public func route(_ question: DecisionParams) -> RouteResult {
        RouteResult(abstaining: "it routes nothing")
    }

    /// Says nothing about what to answer.
    public func reply(_ question: DecisionParams) -> ReplyResult {
        ReplyResult(abstaining: "it answers nothing")
    }
}

/// A plugin cannot work with its configuration.
public struct PluginConfigurationError: Error, Sendable, CustomStringConvertible {
    /// What is wrong and what to do next.
    public let description: String

    /// An error for the operator.
    public init(_ description: String) {
        self.description = description
    }
}
