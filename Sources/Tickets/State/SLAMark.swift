// What was said about a due time, so that it is said once.

public import FoundationEssentials

/// That a due time was near, or passed.
public struct SLAMark: Sendable, Hashable, Codable {
    /// Which of the two.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        case near
        case breached
    }

    /// Near or breached.
    public let kind: Kind
    /// Which target.
    public let target: SLATarget.Kind
    /// The due time of which it is said.
    public let due: Date

    /// A mark.
    public init(_ kind: Kind, _ target: SLATarget.Kind, due: Date) {
        self.kind = kind
        self.target = target
        self.due = due
    }
}
