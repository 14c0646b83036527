// The theme: assets under content-hashed names, and the layout around every page.

internal import Crypto
public import Markdown
internal import Mustache

/// The look of the site, shared by the built pages and the server's own.
public struct Theme: Sendable {
    /// Stylesheet, scripts and pictures, named after their content so that they never go stale.
    public let assets: [OutputFile]
    private let layout: MustacheTemplate
    private let addresses: [String: String]

    /// The theme that is built in.
    public init() throws {
        layout = try MustacheTemplate(string: String(decoding: PackageResources.page_mustache, as: UTF8.self))
        var assets: [OutputFile] = []
        var addresses: [String: String] = [:]
        // An asset stands behind those that it refers to, because their names become part of it.
        let sources = [
            ("lamp.svg", PackageResources.lamp_svg), ("style.css", PackageResources.style_css),
            ("search-index.js", PackageResources.search_index_js), ("search.js", PackageResources.search_js),
        ]
        for (name, bytes) in sources {
            var text = String(decoding: bytes, as: UTF8.self)
            for (other, address) in addresses { text = text.replacing("./\(other)", with: address) }
            let file = OutputFile(hashed: name, in: "assets", bytes: Array(text.utf8))
            addresses[name] = "/\(file.path)"
            assets.append(file)
        }
        self.assets = assets
        self.addresses = addresses
    }

    /// A whole page.
    ///
    /// - Parameters:
    ///   - title: for the window's title.
    ///   - frame: what all pages of a site share.
    ///   - main: the page's own content.
    public func page(title: String, description: String = "", in frame: PageFrame, main: HTML) -> String {
        layout.render([
            "title": title == frame.siteTitle ? title : "\(title) · \(frame.siteTitle)",
            "description": description,
            "siteTitle": frame.siteTitle,
            "index": frame.indexAddress,
            "stylesheet": addresses["style.css", default: ""],
            "script": addresses["search.js", default: ""],
            "icon": addresses["lamp.svg", default: ""],
            "main": main.markup,
        ])
    }
}

/// What all pages of a site share.
public struct PageFrame: Sendable, Equatable {
    /// The help centre's name.
    public let siteTitle: String
    /// Where the search index lies.
    public let indexAddress: String
}

extension OutputFile {
    /// A file whose name carries the first 16 hexadecimal digits of its SHA-256.
    init(hashed name: String, in folder: String, bytes: [UInt8]) {
        let digits = SHA256.hash(data: bytes).prefix(8).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        let parts = name.split(separator: ".", maxSplits: 1)
        self.init(path: "\(folder)/\(parts[0]).\(digits.joined()).\(parts[1])", bytes: bytes)
    }
}
