// Images that cost readers more than they show.

extension Lint {
    /// The longest image, in bytes.
    private static let maximumLength = 1 << 20
    /// The widest image, in pixels: twice the width of a page's text, for screens of high density.
    private static let maximumWidth = 2_400

    static let oversizedImage = Lint(
        name: "oversized-image", severity: .warning,
        summary: "An image has more than 1 MiB or is wider than 2,400 pixels.",
        explanation: """
            Readers with a slow line wait for it, and pay for it. Cut it to what matters, scale it down, \
            or save it as WebP.
            """,
        triggering: [
            Example(
                ["a.md": page("A", "![Wide](wide.png) ![Long](long.JPG)")],
                pictures: [
                    .init(path: "wide.png", length: 90_000, width: 2_401, height: 10),
                    .init(path: "long.JPG", length: 3_407_872, width: 800, height: 600),
                ],
                finds: [
                    "long.JPG:1:1: warning: the image has 3.3 MiB: scale it down or save it as WebP, so that "
                        + "it has less than 1 MiB. [oversized-image]",
                    "wide.png:1:1: warning: the image is 2401 pixels wide: scale it down to 2400 or fewer. "
                        + "[oversized-image]",
                ])
        ],
        nonTriggering: [
            Example(
                ["a.md": page("A", "![Fine](fine.png) [Handbook](handbook.pdf)")],
                pictures: [
                    .init(path: "fine.png", length: 1 << 20, width: 2_400, height: 4_000),
                    .init(path: "handbook.pdf", length: 9 << 20),
                ])
        ],
        check: { subject in
            subject.files.values.compactMap { file in
                guard isImage(file.path) else { return nil }
                if let width = file.width, width > maximumWidth {
                    let message =
                        "the image is \(width) pixels wide: scale it down to \(maximumWidth) or fewer."
                    return Finding(file: file.path, message: message)
                }
                guard file.length > maximumLength else { return nil }
                let tenths = (file.length * 10 + maximumLength / 2) / maximumLength
                return Finding(
                    file: file.path,
                    message:
                        "the image has \(tenths / 10).\(tenths % 10) MiB: scale it down or save it as WebP, "
                        + "so that it has less than 1 MiB.")
            }
        })

    private static func isImage(_ path: String) -> Bool {
        let ending = path.split(separator: ".").last?.lowercased() ?? ""
        return ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"].contains(ending)
    }
}
