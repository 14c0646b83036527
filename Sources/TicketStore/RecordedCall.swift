// A recorded call with its number.

public import Tickets

/// A recorded call, as it is listed.
public struct RecordedCall: Sendable, Equatable, Codable {
    /// Its number, from 1, in the order in which calls were recorded.
    public let number: Int64
    /// The call.
    public let call: PluginCall

    /// A call with its number.
    public init(number: Int64, call: PluginCall) {
        self.number = number
        self.call = call
    }
}
