// Diagnostics as text, JSON and GitHub's workflow commands, as whole outputs.

import CustomDump
import KnowledgeBase
import Testing

@Suite("A format of diagnostics")
struct DiagnosticFormatTests {
    private let diagnostics = [
        Diagnostic(
            "broken-link", .error, file: "a, b:c.md", line: 3, column: 7, "there is no “x\\y”: 100% \"gone\""),
        Diagnostic("invalid-yaml", .fatal, file: "d.md", line: 2, column: 1, "two\r\nlines\tand a tab"),
        Diagnostic("orphan", .warning, file: "e.md", "no other article links to this one."),
    ]

    @Test("Text is a line each, as compilers write them")
    func text() {
        expectNoDifference(
            DiagnosticFormat.text.text(of: [diagnostics[0], diagnostics[2]], in: "content"),
            """
            content/a, b:c.md:3:7: error: there is no “x\\y”: 100% "gone" [broken-link]
            content/e.md:1:1: warning: no other article links to this one. [orphan]

            """)
        expectNoDifference(DiagnosticFormat.text.text(of: [], in: "content"), "")
    }

    @Test("JSON is one array of objects, a line each")
    func json() {
        expectNoDifference(
            DiagnosticFormat.json.text(of: diagnostics, in: "content/"),
            #"""
            [
            {"code":"broken-link","severity":"error","file":"content/a, b:c.md","line":3,"column":7,"message":"there is no “x\\y”: 100% \"gone\""},
            {"code":"invalid-yaml","severity":"fatal","file":"content/d.md","line":2,"column":1,"message":"two\u000d\nlines\u0009and a tab"},
            {"code":"orphan","severity":"warning","file":"content/e.md","line":1,"column":1,"message":"no other article links to this one."}
            ]

            """#)
        expectNoDifference(DiagnosticFormat.json.text(of: [], in: ""), "[]\n")
    }

    @Test("GitHub gets workflow commands with everything escaped that would end them early")
    func github() {
        expectNoDifference(
            DiagnosticFormat.github.text(of: diagnostics, in: "content"),
            """
            ::error file=content/a%2C b%3Ac.md,line=3,col=7,title=broken-link::there is no “x\\y”: 100%25 "gone"
            ::error file=content/d.md,line=2,col=1,title=invalid-yaml::two%0D%0Alines\tand a tab
            ::warning file=content/e.md,line=1,col=1,title=orphan::no other article links to this one.

            """)
    }

    @Test("The last line counts")
    func counts() {
        expectNoDifference(DiagnosticFormat.counts(of: [], silenced: 0), "Nothing found.")
        expectNoDifference(
            DiagnosticFormat.counts(of: diagnostics, silenced: 4), "2 errors, 1 warning, 4 silenced.")
    }
}
