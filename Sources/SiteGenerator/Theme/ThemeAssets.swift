// Stylesheet, scripts and pictures under content-hashed names, which never go stale.

internal import KnowledgeBase

/// The assets of a theme and their addresses.
struct ThemeAssets: Sendable {
    let files: [OutputFile]
    private let addresses: [String: String]

    /// The program's own assets, each replaced by the file of the same name where a theme has one;
    /// files with other names are added.
    ///
    /// - Parameters:
    ///   - replacements: the theme's files by their names.
    ///   - basePath: what stands before every address of the site.
    init(replacements: [String: [UInt8]], basePath: String) {
        var sources = Self.builtIn
        var added: [(name: String, bytes: [UInt8])] = []
        for (name, bytes) in replacements.sorted(by: { $0.key < $1.key }) {
            if let position = sources.firstIndex(where: { $0.name == name }) {
                sources[position].bytes = bytes
            } else {
                added.append((name, bytes))
            }
        }
        // Fonts and pictures refer to nothing, so everything may refer to them.
        sources = added.filter { !Self.refers($0.name) } + sources + added.filter { Self.refers($0.name) }
        var files: [OutputFile] = []
        var addresses: [String: String] = [:]
        for (name, bytes) in sources {
            var bytes = bytes
            // A script names the others by their plain names.
            if Self.refers(name) {
                let text = Self.naming(addresses, in: String(decoding: bytes, as: UTF8.self))
                bytes = Array(text.utf8)
            }
            let dot = name.lastIndex(of: ".") ?? name.endIndex
            let path = "assets/\(name[..<dot]).\(ContentDigest(bytes).hexadecimal())\(name[dot...])"
            addresses[name] = "\(basePath)/\(path)"
            files.append(OutputFile(path: path, bytes: bytes))
        }
        self.files = files
        self.addresses = addresses
    }

    /// Where an asset lies; empty for a name that no asset has.
    func address(_ name: String) -> String { addresses[name, default: ""] }

    /// A layout with the addresses of the assets that it names as `"./name"`.
    ///
    /// - Throws: ``BuildError/content(_:)`` for a name that no asset has.
    func named(in layout: LayoutTemplate) throws -> LayoutTemplate {
        let text = Self.naming(addresses, in: layout.text)
        if let name = text.firstMatch(of: /(?:href|src)="\.\/([^"]*)"/)?.output.1 {
            var reason = "there is no ./\(name): put it into _theme/assets/"
            if let nearest = Spelling.nearest(to: String(name), in: addresses.keys.sorted()) {
                reason += ", or did you mean ./\(nearest)?"
            } else {
                reason += "."
            }
            throw layout.error(at: "./\(name)\"", reason)
        }
        return LayoutTemplate(file: layout.file, text: text)
    }

    /// Whether a file may name others.
    private static func refers(_ name: String) -> Bool { name.hasSuffix(".js") || name.hasSuffix(".css") }

    /// A text with addresses in the place of `./name`, where a quote or a bracket ends it.
    private static func naming(_ addresses: [String: String], in text: String) -> String {
        guard text.contains("./") else { return text }
        return addresses.reduce(text) { text, asset in
            ["\"", ")"].reduce(text) { $0.replacing("./\(asset.key)\($1)", with: asset.value + $1) }
        }
    }

    /// In an order in which each stands behind those that it refers to.
    private static var builtIn: [(name: String, bytes: [UInt8])] {
        [
            ("lamp.svg", PackageResources.lamp_svg),
            // What Markdown makes is a file of its own, for its writer's sake; readers get one.
            ("style.css", PackageResources.style_css + PackageResources.form_css + PackageResources.text_css),
            ("banner.js", PackageResources.banner_js), ("nearest.js", PackageResources.nearest_js),
            ("site.js", PackageResources.site_js),
            ("search-letters.js", withoutComments(PackageResources.search_letters_js)),
            ("search-answers.js", searchParts.flatMap { withoutComments($0) }),
            ("search-box.js", boxParts.flatMap { withoutComments($0) }),
            ("search.js", withoutComments(PackageResources.search_js)),
            ("form.js", formParts.flatMap { withoutComments($0) }),
            ("reply.js", replyParts.flatMap { withoutComments($0) }),
        ]
    }

    /// The reader of the index is one module of parts, for its readers' sake: one request instead of
    /// five.
    private static var searchParts: [[UInt8]] {
        [
            PackageResources.search_words_js, PackageResources.search_index_js,
            PackageResources.search_plan_js, PackageResources.search_rank_js,
            PackageResources.search_marks_js,
        ]
    }

    /// The box in the page, which shows what the reader of the index finds.
    private static var boxParts: [[UInt8]] {
        [
            PackageResources.search_recent_js, PackageResources.search_hints_js,
            PackageResources.search_sentences_js, PackageResources.search_box_js,
        ]
    }

    /// The form's script, in one request.
    private static var formParts: [[UInt8]] {
        [
            PackageResources.form_fields_js, PackageResources.form_files_js, PackageResources.form_draft_js,
            PackageResources.form_suggest_js, PackageResources.form_send_js,
        ]
    }

    /// The script of the form in which a customer adds to a ticket: no answers are suggested there.
    private static var replyParts: [[UInt8]] {
        [
            PackageResources.form_fields_js, PackageResources.form_files_js, PackageResources.form_draft_js,
            PackageResources.form_send_js,
        ]
    }

    /// A script of ours without the lines that are comments, and without indents; the rest stays as it is.
    private static func withoutComments(_ script: [UInt8]) -> [UInt8] {
        script.split(separator: 0x0A).flatMap { line -> [UInt8] in
            let line = line.drop { $0 == 0x20 }
            let isComment = ["//", "/*", "*"].contains { line.starts(with: $0.utf8) }
            return isComment || line.isEmpty ? [] : Array(line) + [0x0A]
        }
    }
}
