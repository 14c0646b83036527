// HTML: text gets into a page escaped, and no other way.

import CustomDump
import Markdown
import Testing

@Suite("HTML")
struct HTMLTests {
    @Test("Text in an interpolation is escaped, HTML and numbers are not")
    func interpolation() {
        let subject = "<script>\"Tom & Jerry\"</script>"
        let bold: HTML = "<b>\(2)</b>"
        let absent: HTML? = nil
        let html: HTML = "<p title=\"\(subject)\">\(subject) \(bold)\(absent)\([bold, bold])</p>"
        let escaped = "&lt;script&gt;&quot;Tom &amp; Jerry&quot;&lt;/script&gt;"
        expectNoDifference(
            html.markup, "<p title=\"\(escaped)\">\(escaped) <b>2</b><b>2</b><b>2</b></p>")
    }
}
