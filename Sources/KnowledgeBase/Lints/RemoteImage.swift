// Images that lie on other hosts.

extension Lint {
    static let remoteImage = Lint(
        name: "remote-image", severity: .warning,
        summary: "An article shows an image that lies on another host.",
        explanation: """
            That host learns of every reader, and once it is gone, so is the image. Its size is unknown, so \
            the text jumps when it comes, and `porchlight serve` lets no page load it. Save the image beside \
            the article and write its path: `![The order page](orders.png)`.
            """,
        triggering: [
            Example(
                [
                    "a.md": page(
                        "A",
                        "![One](https://example.org/one.png) and\n![Two](//example.org/two.png \"Twice\")")
                ],
                finds: [
                    "a.md:4:8: warning: the image lies at example.org: save it beside the article and "
                        + "write its path. [remote-image]",
                    "a.md:5:8: warning: the image lies at example.org: save it beside the article and "
                        + "write its path. [remote-image]",
                ])
        ],
        nonTriggering: [
            Example([
                "a.md": page(
                    "A",
                    "![One](one.png) ![Two](/two.png) [Three](https://example.org/three.png)\n\n"
                        + "![A film](https://youtu.be/four)"),
                "one.png": "", "_static/two.png": "",
            ])
        ],
        check: { subject in
            subject.inLinks { _, link, target in
                guard link.isImage, target == .elsewhere, let host = host(link.destination) else {
                    return nil
                }
                return "the image lies at \(host): save it beside the article and write its path."
            }
        })

    /// The host of a whole address, also of one that leaves the scheme to the page.
    private static func host(_ address: String) -> Substring? {
        guard let slashes = address.firstRange(of: "//") else { return nil }
        let scheme = address[..<slashes.lowerBound].lowercased()
        guard ["", "http:", "https:"].contains(scheme) else { return nil }
        return address[slashes.upperBound...].prefix { !"/?#".contains($0) }
    }
}
