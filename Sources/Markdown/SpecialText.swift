// Small states of the renderer between two nodes.

/// A text node of which only a part is text.
struct SpecialText {
    let node: OpaquePointer
    /// Bytes at its start that are syntax.
    var skipped = 0
    /// Bytes that are text, the skipped ones included.
    var end = Int.max
    /// Whether the task is done, if the node begins with a task's box.
    var task: Bool?
    /// The words to write where a callout has no title of its own.
    var word: String?
}

/// A link or an image whose words are being written.
struct OpenLink {
    let node: OpaquePointer
    let destination: String
    /// Where its words begin in the section's text.
    let textStart: Int
}

/// A table whose cells are being written.
struct OpenTable {
    let shape: TableShape
    /// The line of the first cell in what cmark saw.
    let firstLine: Int
    /// Where the next cell belongs.
    var row = 0
    var column = 0
    var isBodyOpen = false
}

/// A directive that waits for its `:::`.
struct OpenDirective {
    let kind: Directive.Kind
    /// The block that it stands in; it ends there at the latest.
    let parent: OpaquePointer?
    let title: OpaquePointer
    /// Tabs so far, and whether the last one is open.
    var tabs = 0
    var group = 0
    /// Whether there is a numbered list in it.
    var hasList = false
}

/// A footnote in the order in which the text refers to them.
struct FootnoteUse {
    let frame: SourceFrame
    let definition: Int
    /// What its ids are made of.
    let name: String
    /// How often the text refers to it.
    var references = 0
}

/// For each byte whether text with it can be copied, must be escaped, or needs a closer look.
struct TextClasses: ~Copyable {
    static let escaped: UInt8 = 1
    static let syntax: UInt8 = 2

    let table: UnsafeMutablePointer<UInt8>

    init() {
        table = .allocate(capacity: 256)
        table.initialize(repeating: 0, count: 256)
        for byte in "&<>\"".utf8 { table[Int(byte)] = TextClasses.escaped }
    }

    deinit { table.deallocate() }

    /// Looks only for what the text contains.
    func set(_ traits: SyntaxTraits, hasTokens: Bool, hasExtensions: Bool) {
        let syntax = hasExtensions && traits.contains(.inlines) ? TextClasses.syntax : 0
        for byte in "~[{:@".utf8 { table[Int(byte)] = syntax }
        table[Int(UInt8(ascii: "w"))] =
            hasExtensions && traits.contains(.sites) ? TextClasses.syntax : 0
        table[Int(InlineToken.lead)] = hasTokens ? TextClasses.syntax : 0
    }
}
