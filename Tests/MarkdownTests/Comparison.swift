// Comparing whole pictures in a way that can fail.

internal import CustomDump
internal import Markdown
internal import Testing

/// Records a readable difference as a failure of the running test. `expectNoDifference` itself
/// only prints under Swift Testing on Linux unless the test target also links
/// IssueReportingTestSupport; a test with it alone cannot fail.
func expectSame<Value>(
    _ actual: Value, _ expected: Value, _ name: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
    guard let difference = diff(expected, actual) else { return }
    Issue.record(Comment(rawValue: "\(name)\n\(difference)"), sourceLocation: sourceLocation)
}

/// Renders a text and compares its HTML.
func expectHTML(
    _ source: String, _ html: String, _ options: MarkdownOptions = MarkdownOptions(),
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let document = MarkdownDocument(parsing: source, options: options)
    expectSame(document.html.markup, html, sourceLocation: sourceLocation)
}
