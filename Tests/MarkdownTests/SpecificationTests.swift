// CommonMark's and GFM's own examples, through our renderer.

internal import Markdown
internal import Testing

/// 1,406 examples that stand outside of the repository; without `$PORCHLIGHT_DATA` they are skipped.
@Suite(.enabled(if: MeasuringFolder.isThere, "1,406 examples are in $PORCHLIGHT_DATA"))
struct SpecificationTests {
    @Test func `every example of CommonMark 0.30 gives the specification's HTML`() throws {
        try expectConformance("commonmark-0.30", count: 652, exceptions: [:])
    }

    @Test func `every example of GFM 0.29 gives its HTML unless CommonMark 0.30 says otherwise`() throws {
        var exceptions: [Int: String] = [:]
        for number in [398, 426, 434, 435, 436, 473, 474, 475, 477] {
            exceptions[number] =
                "CommonMark 0.30 nests strong within strong (its sections 6.2, rules 9 to 12)"
        }
        exceptions[644] = "a comment may not hold two hyphens (CommonMark 0.30, section 6.6)"
        exceptions[645] = "a comment may not begin with > (CommonMark 0.30, section 6.6)"
        for number in [279, 280] {
            exceptions[number] = "gfm-extensions 28 and 29 write the same checkbox with other attributes"
        }
        try expectConformance("gfm-0.29", count: 672, exceptions: exceptions)
    }

    @Test func `every example of cmark-gfm's extensions gives its HTML`() throws {
        // Example 20 only wants to come back alive; its HTML is “<IGNORE>”.
        try expectConformance(
            "gfm-extensions", count: 30, isExtended: true, exceptions: [20: "any HTML will do"])
    }

    @Test func `cmark's regressions stay fixed`() throws {
        // These eight came with cmark 0.30.3 and 0.31; the parser is libcmark 0.30.2, and its tree
        // is the same for `cmark` itself.
        let exceptions = [
            17: "a lower-case declaration is HTML since 0.31", 18: "a one-letter declaration is since 0.31",
            19: "! counts as punctuation in every case since 0.30.3",
            21: "a lower-case declaration is HTML since 0.31",
            23: "noncharacters are kept since 0.31", 24: "an escaped quote does not end a title since 0.31",
            25: "a list with a rule in it is loose since 0.30.3", 26: "CDATA is upper-case since 0.31",
        ]
        try expectConformance("cmark-regression", count: 26, exceptions: exceptions)
    }

    @Test func `cmark-gfm's regressions stay fixed`() throws {
        try expectConformance("gfm-regression", count: 26, exceptions: [:])
    }

    /// Compares all examples of a file; an exception must really differ, else it is none.
    private func expectConformance(
        _ file: String, count: Int, isExtended: Bool = false, exceptions: [Int: String]
    ) throws {
        let examples = try Example.all(in: file)
        #expect(examples.count == count)
        var different: [Int] = []
        for example in examples {
            var options = MarkdownOptions()
            options.hasHeadingIdentifiers = false
            options.hasBlocks = false
            options.hasExtensions = isExtended || !example.extensions.isEmpty
            options.filtersTags = isExtended || example.extensions == "tagfilter"
            let html = MarkdownDocument(parsing: example.markdown, options: options).html.markup
            if exceptions[example.example] == nil {
                expectSame(html, example.html, "\(file) \(example.example)")
            } else if html != example.html {
                different.append(example.example)
            }
        }
        expectSame(different, exceptions.keys.sorted())
    }
}
