// A set of promises for some tickets.

/// What is promised for the tickets that fulfil its conditions.
public struct SLAPolicy: Sendable, Equatable {
    /// What events and reports call it.
    public let id: String
    /// What people read.
    public let title: String
    /// Which tickets it is for.
    public let conditions: SLAConditions
    /// By which calendar its clocks run; ``BusinessCalendar/always`` has the identifier `always`.
    public let calendar: String
    /// What is promised, each kind once.
    public let targets: [SLATarget]

    /// A policy.
    public init(
        id: String, title: String? = nil, conditions: SLAConditions = SLAConditions(),
        calendar: String = BusinessCalendar.always.id, targets: [SLATarget]
    ) {
        self.id = id
        self.title = title ?? id
        self.conditions = conditions
        self.calendar = calendar
        self.targets = targets
    }
}
