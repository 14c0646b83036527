// From an article to its answers, and the words of each.

/// Analyses articles, one after the other; not for use by several tasks at once.
public struct ArticleAnalyzer {
    /// Answers of an article at most, and sections of an answer; the words of those beyond count for the
    /// last one.
    private static let maximumUnits = 2000
    private static let maximumSections = 255
    private static let maximumPairs = 2000

    private var scanner = WordScanner()
    private var forms = FormTable()
    /// How words are written that folding changes, by their numbers.
    private var written: [Int: [UInt8]] = [:]
    private var entries = EntryTable()
    private var output = PackedWriter()

    /// An analyzer that has seen nothing.
    public init() {}

    /// Analyses an article.
    ///
    /// An answer is a question of a FAQ with several, a heading of the second level and all below
    /// it; of other articles, the article.
    public mutating func analyze(_ article: SearchableArticle) -> ArticleAnalysis {
        forms.removeAll()
        written.removeAll(keepingCapacity: true)
        output.bytes.removeAll(keepingCapacity: true)
        let units = Self.units(of: article)
        for unit in units { write(unit, of: article) }
        var head = PackedWriter()
        head.bytes.reserveCapacity(output.bytes.count + forms.bytes.count + 512)
        head.write(ArticleAnalysis.formatVersion)
        for text in [article.source, article.url, article.title, article.kind] { head.write(text) }
        head.write(article.breadcrumb)
        head.write(article.tags)
        head.write(forms.count)
        for number in 0..<forms.count {
            head.write(forms.form(number))
            head.write(written[number] ?? [])
        }
        head.write(units.count)
        head.append(output.bytes)
        return ArticleAnalysis(kept: head.bytes)
    }

    /// The sections of each answer; the first answer is the page's.
    private static func units(of article: SearchableArticle) -> [ArraySlice<SearchableArticle.Section>] {
        let sections = article.sections
        guard article.kind == "faq" else { return [sections[...]] }
        var starts = sections.indices.filter { sections[$0].level == 2 }.prefix(maximumUnits)
        guard !starts.isEmpty else { return [sections[...]] }
        starts.append(sections.count)
        var units = [sections[..<(starts.first ?? 0)]]
        for (start, end) in zip(starts, starts.dropFirst()) {
            units.append(sections[start..<end])
        }
        return units
    }

    private mutating func write(
        _ sections: ArraySlice<SearchableArticle.Section>, of article: SearchableArticle
    ) {
        let question = sections.first.flatMap { $0.level == 2 && article.kind == "faq" ? $0 : nil }
        entries.begin()
        add(question?.heading ?? article.title, .title, section: 0, hasPairs: true)
        if question == nil {
            add(article.description, .body, section: 0)
            for asked in article.askedAs { add(asked, .askedAs, section: 0, hasPairs: true) }
        } else {
            add(article.title, .tag, section: 0)
        }
        for tag in article.tags { add(tag, .tag, section: 0) }
        for title in article.breadcrumb { add(title, .tag, section: 0) }
        output.write(question == nil ? 0 : 1)
        output.write(min(sections.count, Self.maximumSections))
        for (number, section) in sections.enumerated() {
            let place = min(number, Self.maximumSections - 1)
            if question == nil || number > 0 {
                add(section.heading, .heading, section: place, hasPairs: true)
            }
            add(section.text, .body, section: place)
            guard number == place else { continue }
            output.write(section.anchor)
            output.write(section.heading)
            output.write(Passage.of(section.text, maximumBytes: Passage.keptBytes))
        }
        entries.write(to: &output)
    }

    private mutating func add(
        _ text: String, _ field: ArticleAnalysis.Field, section: Int, hasPairs: Bool = false
    ) {
        var text = text
        var last = -1
        text.withUTF8 { bytes in
            scanner.scan(bytes) { word, isBeside, place in
                let count = forms.count
                let form = forms.number(of: word)
                if form == count, !place.isEmpty {
                    let lower = Self.lowercased(bytes[place])
                    if !lower.elementsEqual(forms.form(form)) { written[form] = lower }
                }
                entries.count(form, field, section: section, isBeside: isBeside)
                guard hasPairs, !isBeside else { return }
                if last >= 0, entries.pairs.count < Self.maximumPairs { entries.pairs.append((last, form)) }
                last = form
            }
        }
    }

    private static func lowercased(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).lowercased().utf8)
    }
}
