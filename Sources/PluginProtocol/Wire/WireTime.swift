// Moments as they are written on the wire.

public import FoundationEssentials

/// Moments as RFC 3339 text in UTC, to the second: `2026-11-21T18:44:00Z`.
public enum WireTime {
    /// A moment as text.
    public static func text(_ moment: Date) -> String { moment.formatted(.iso8601) }

    /// Reads a moment; `nil` when it is none.
    public static func moment(_ text: String) -> Date? {
        (try? Date(text, strategy: .iso8601))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
    }
}
