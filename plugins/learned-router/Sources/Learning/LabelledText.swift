// An example: a text and where it belongs.

/// A text and the label that somebody gave it.
public struct LabelledText: Equatable, Hashable, Sendable {
    /// What was written.
    public let text: String
    /// Where it belongs; `nil` when nobody said.
    public let label: String?

    /// An example.
    public init(text: String, label: String?) {
        self.text = text
        self.label = label
    }
}
