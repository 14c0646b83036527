// The explanation of one due time.

/// How a due time came about.
public struct SLAExplanation: Sendable, Equatable {
    /// The steps, in order.
    public let steps: [SLAStep]
    /// The clocks that times are told by.
    let zone: TimeZoneRules

    /// A sentence for each step, with the times of a zone.
    ///
    /// - Parameter reader: the zone of whoever reads; `nil` is the calendar's own.
    public func words(for reader: TimeZoneRules? = nil) -> [String] {
        steps.map { $0.words(in: reader ?? zone) }
    }
}
