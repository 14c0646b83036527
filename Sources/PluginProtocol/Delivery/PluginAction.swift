// What a plugin asks the desk to do.

/// One action, on one ticket but for requests about none. It needs a grant, and is done once whatever crashes in between.
public struct PluginAction: Sendable, Equatable, Codable {
    /// The closed list of actions.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case set, tag, untag, note, suggest, reply, notify, reopen, close, deliver
        case askSurvey = "ask_survey"
    }

    /// What is to be done.
    public enum Effect: Sendable, Equatable {
        /// A field gets one of its choices.
        case set(ProposalField, String)
        case tag(String)
        case untag(String)
        /// A note among ours, CommonMark.
        case note(String)
        /// An answer for an agent to send.
        case suggest(ReplyProposal)
        /// An answer that the desk sends, unless a loop guard makes it a suggestion.
        case reply(ReplyProposal)
        /// Somebody is called: `agent:grace`, `role:lead`.
        case notify(to: String, text: String)
        case reopen
        case close
        case askSurvey(SurveyPlan)
        /// A request that the desk makes, signed and retried.
        case deliver(url: String, body: JSONValue)
    }

    /// The ticket: one that the call was about. `nil` for a request that a call about no ticket wants sent.
    public let ticket: String?
    /// What is to be done.
    public let effect: Effect
    /// Why, in words for an agent.
    public let reason: String

    /// An action.
    public init(_ effect: Effect, ticket: String?, reason: String) {
        self.ticket = ticket
        self.effect = effect
        self.reason = reason
    }

    /// The action's name on the wire.
    public var kind: Kind {
        switch effect {
        case .set: .set
        case .tag: .tag
        case .untag: .untag
        case .note: .note
        case .suggest: .suggest
        case .reply: .reply
        case .notify: .notify
        case .reopen: .reopen
        case .close: .close
        case .askSurvey: .askSurvey
        case .deliver: .deliver
        }
    }

    /// The grant without which it is not done.
    public var grant: Grant {
        switch effect {
        case .set(let field, _): field.grant
        case .tag, .untag: .tagsWrite
        case .note: .note
        case .suggest: .suggest
        case .reply: .reply
        case .notify: .notify
        case .reopen, .close: .statusWrite
        case .askSurvey: .survey
        case .deliver: .deliver
        }
    }
}
