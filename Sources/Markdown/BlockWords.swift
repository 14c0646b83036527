// The words that blocks show by themselves, in the language of the page.

/// The interface words that blocks show or read out; English by default.
public struct BlockWords: Sendable, Equatable {
    /// Title of a `[!NOTE]` without a title of its own.
    public var note = "Note"
    /// Title of a `[!TIP]`.
    public var tip = "Tip"
    /// Title of an `[!IMPORTANT]`.
    public var important = "Important"
    /// Title of a `[!WARNING]`.
    public var warning = "Warning"
    /// Title of a `[!CAUTION]`.
    public var caution = "Caution"
    /// Title of `:::details` without a title of its own.
    public var details = "Details"
    /// Name of a group of tabs, read out.
    public var tabs = "Tabs"
    /// Name of a tab without a title; its number follows.
    public var tab = "Tab"
    /// The checkbox of a finished task, read out.
    public var done = "Done"
    /// The checkbox of an open task, read out.
    public var toDo = "To do"
    /// The arrow from a footnote back to the text, read out; the footnote's number follows.
    public var backToReference = "Back to reference"

    /// English words.
    public init() {}
}
