// What site.yaml says about the help centre as a whole.

/// The settings of a help centre; every one has a default, so site.yaml may be missing.
public struct SiteSettings: Sendable, Equatable {
    /// The name of the help centre.
    public var title = "Help"
    /// A sentence for the home page and for search engines.
    public var description = "Answers, and people when an answer is not enough."

    /// The defaults.
    public init() {}

    static func parse(_ file: SourceFile) -> (SiteSettings, [Diagnostic]) {
        var fields = YAMLMapping(file: file.path, yaml: file.text, lineOffset: 0)
        var settings = SiteSettings()
        settings.title = fields.string("title") ?? settings.title
        settings.description = fields.string("description") ?? settings.description
        fields.rejectUnknownFields()
        return (settings, fields.diagnostics)
    }
}
