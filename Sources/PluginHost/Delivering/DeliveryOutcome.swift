// What came of a delivery.

public import PluginProtocol
public import Tickets

/// What came of a delivery.
public enum DeliveryOutcome: Sendable {
    /// The plugin has answered: what it wants done, as far as it may, and what is kept of the call.
    case answered(PluginWork, [PluginAction], refusals: [Refusal])
    /// It was asked and gave no good answer; the call says why, and may be tried again.
    case failed(PluginWork)
    /// It could not be asked, for this reason: it is asked once it can be.
    case later(String)

    /// An action that is not done.
    public struct Refusal: Sendable, Equatable {
        /// The ticket that it named, when it is one of the delivery's.
        public let ticket: TicketID?
        /// Why, for an agent.
        public let reason: String
    }
}
