// Links whose words are an address.

extension Lint {
    static let bareAddress = Lint(
        name: "bare-address", severity: .warning,
        summary: "The words of a link are a web address.",
        explanation: """
            A screen reader spells an address out, and nobody learns from it what lies behind. Name what \
            readers find there: `[Refund policy](https://example.org/refunds)`. Mail addresses are fine as \
            they are.
            """,
        triggering: [
            Example(
                ["a.md": page("A", "See <https://example.org/refunds> or www.example.org.")],
                finds: [
                    "a.md:4:6: warning: the link's words are its address, https://example.org/refunds: write "
                        + "`[what is there](https://example.org/refunds)`. [bare-address]",
                    "a.md:4:38: warning: the link's words are its address, http://www.example.org: write "
                        + "`[what is there](http://www.example.org)`. [bare-address]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page("A", "[Refunds](https://example.org), help@example.org, `https://example.org`")
            ])
        ],
        check: { subject in
            subject.inLinks { _, link, _ in
                guard link.isBareAddress, !link.destination.hasPrefix("mailto:") else { return nil }
                return "the link's words are its address, \(link.destination): write "
                    + "`[what is there](\(link.destination))`."
            }
        })
}
