// GFM's strikethrough: runs of tildes, matched within one parent.

/// Tildes written so far in a paragraph, and which of them turned out to strike text through.
/// They stand in the output as text and are replaced when the paragraph ends.
struct StrikeRuns {
    struct Run {
        let parent: OpaquePointer?
        let length: Int
        /// Where they stand in the HTML and in the section's text.
        let html: Int
        let text: Int
    }

    private var openers: [Run] = []
    private(set) var matches: [(run: Run, isOpening: Bool)] = []

    var isEmpty: Bool { openers.isEmpty && matches.isEmpty }

    /// Takes the next run; a closer meets the nearest opener of its parent, and both are spent
    /// when their lengths differ (as in cmark-gfm).
    mutating func add(_ run: Run, canOpen: Bool, canClose: Bool) {
        if canClose {
            while let last = openers.last, last.parent != run.parent, hasOpener(in: run.parent) {
                openers.removeLast()
            }
            if let opener = openers.last, opener.parent == run.parent {
                openers.removeLast()
                if opener.length == run.length {
                    matches.append((opener, true))
                    matches.append((run, false))
                }
                return
            }
        }
        if canOpen { openers.append(run) }
    }

    private func hasOpener(in parent: OpaquePointer?) -> Bool {
        openers.contains { $0.parent == parent }
    }

    mutating func removeAll() {
        openers.removeAll(keepingCapacity: true)
        matches.removeAll(keepingCapacity: true)
    }

    /// The matched runs in the order of the text.
    var sorted: [(run: Run, isOpening: Bool)] { matches.sorted { $0.run.html < $1.run.html } }
}
