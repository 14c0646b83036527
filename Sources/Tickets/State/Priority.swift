// How urgent a ticket is.

/// How urgent a ticket is, the most urgent last.
public enum Priority: String, Sendable, Codable, CaseIterable, Comparable {
    case low
    case normal
    case high
    case urgent

    /// The less urgent comes first.
    public static func < (a: Priority, b: Priority) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
