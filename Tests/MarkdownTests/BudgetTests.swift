// Texts that once took long: each must now take time in proportion to its length.

internal import Markdown
internal import Testing

@Suite(.serialized) struct BudgetTests {
    /// Pieces that are repeated; the first of cmark's own and of ours that grew faster than the text.
    private static let pieces = [
        "![[]()", "[[]()", "- ", "> ", "1. ", "*a **a ", "*_a ", "`a``", "<a ", "a <!--", "<?", "[a](b", "![",
        "[a][",
        "[^", "[^a] ", "[^a]: b\n\n", "{{", "{{a}} ", "{{> a}}\n\n", "[[a", "[[a]] ", "~a ", "a~ ", "~a ~~b ",
        "http://", "http://a.b/*", "www.", "_www.a_", "a@", "a.b@c.", "mailto:", ":::\n", ":::details\n",
        ":::tabs\n:::tab\n", "# a\n", "# a {#x}\n", "> [!NOTE]\n\n", "- [ ] a\n", "[a] ", "\\~\\[",
        "[a](\\[)",
        "a|b\n-|-\n", "|", "a|", "1) a\n\n[^1]: b\n\n", "<title ", "[a](b.mp4)\n\n", "\u{10B3A}", "- a\n\n",
    ]

    @Test(arguments: pieces) func `time grows with the length of the text`(piece: String) {
        let clock = ContinuousClock()
        func time(_ count: Int) -> Double {
            let text = String(repeating: piece, count: count)
            let duration = (0..<3).map { _ in clock.measure { _ = MarkdownDocument(parsing: text) } }.min()
            return (duration ?? .zero) / .milliseconds(1)
        }
        // Eight times the text: quadratic growth would be sixty-fourfold, and seconds long. The rest is
        // allowance for a machine that is busy.
        let short = time(2000)
        let long = time(16000)
        #expect(long < 24 * short + 1000, "\(piece.debugDescription): \(short) ms, then \(long) ms")
    }
}
