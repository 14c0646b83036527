// What a theme of one's own may add and name.

import CustomDump
import Foundation
import Testing

@testable import SiteGenerator

@Suite("A theme of one's own")
struct ThemeTests {
    private let layout = """
        <!doctype html>
        <html><head><title>{{title}}</title>
        <link rel="stylesheet" href="{{stylesheet}}"><link rel="stylesheet" href="./own.css">
        <script src="./own.js"></script></head>
        <body><img src="./photo.webp">{{{main}}}</body></html>
        """

    @Test("Names its files in layouts, stylesheets and scripts, and each gets its address")
    func names() async throws {
        let files = [
            "site.yaml": "base_url: https://example.org/help\n", "a.md": "# A\n",
            "_theme/layouts/page.mustache": layout, "_theme/assets/photo.webp": "RIFF",
            "_theme/assets/z.woff2": "wOF2", "_theme/assets/own.css": "@font-face { src: url(./z.woff2) }",
            "_theme/assets/style.css": "body { background: url(./photo.webp) }",
            "_theme/assets/own.js": "import \"./site.js\";\n",
        ]
        try await SiteTest.run(files) { site in
            try await site.build()
            func text(_ path: String) throws -> String {
                try site.text(path).replacing(/\.[0-9a-f]{12}\./, with: ".<hash>.")
            }
            func assets(_ name: String) throws -> [String] {
                try site.snapshot().keys.filter { $0.hasPrefix("assets/\(name).") }.map(text).sorted()
            }
            let page = try text("a/index.html")
            expectNoDifference(
                page.split(separator: "\n").dropFirst(2).prefix(3).map(String.init),
                [
                    "<link rel=\"stylesheet\" href=\"/help/assets/style.<hash>.css\">"
                        + "<link rel=\"stylesheet\" href=\"/help/assets/own.<hash>.css\">",
                    "<script src=\"/help/assets/own.<hash>.js\"></script></head>",
                    "<body><img src=\"/help/assets/photo.<hash>.webp\"><div class=\"reading\">",
                ])
            expectNoDifference(
                try assets("style"), ["body { background: url(/help/assets/photo.<hash>.webp) }"])
            expectNoDifference(
                try assets("own"),
                [
                    "@font-face { src: url(/help/assets/z.<hash>.woff2) }",
                    "import \"/help/assets/site.<hash>.js\";\n",
                ])
        }
    }

    @Test("A name that no file has stops the build, with the nearest that one has")
    func unknown() async throws {
        let files = [
            "a.md": "# A\n", "_theme/layouts/page.mustache": layout, "_theme/assets/own.css": "",
            "_theme/assets/own.js": "", "_theme/assets/photos.webp": "",
        ]
        try await SiteTest.run(files) { site in
            let error = await #expect(throws: BuildError.self) { try await site.build() }
            expectNoDifference(
                error?.description,
                "_theme/layouts/page.mustache: there is no ./photo.webp: put it into _theme/assets/, or did you "
                    + "mean ./photos.webp?")
        }
    }
}
