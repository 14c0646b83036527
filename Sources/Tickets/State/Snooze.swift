// A ticket that is out of sight for a while.

public import FoundationEssentials

/// Until when a ticket is out of sight.
public struct Snooze: Sendable, Equatable, Codable {
    /// When it comes back.
    public let until: Date
    /// The revision in which it was laid aside: an older timer does not wake it.
    public let generation: Int
}
