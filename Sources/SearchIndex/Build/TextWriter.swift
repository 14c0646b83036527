// What results are shown with.

/// Writes a file of texts: articles, each with its answers and their sections.
struct TextWriter {
    private let passage: Int
    private var output = PackedWriter()
    private var answers = PackedWriter()
    private var answerCount = 0
    private var hasArticle = false

    init(passage: Int) {
        self.passage = passage
    }

    /// About how many bytes there are.
    var size: Int { output.bytes.count + answers.bytes.count }

    /// Begins an article.
    mutating func begin(_ article: BuiltIndex.Article) {
        finish()
        hasArticle = true
        for text in [article.source, article.url, article.title, article.kind] { output.write(text) }
        output.write(article.breadcrumb)
        output.write(article.tags)
    }

    /// Adds an answer of the article.
    mutating func add(_ unit: BuiltIndex.Unit) {
        answerCount += 1
        answers.write(unit.isQuestion ? 1 : 0)
        answers.write(unit.sections.count)
        for (place, section) in unit.sections.enumerated() {
            answers.write(section.heading)
            write(section, behind: unit.sections[..<place].suffix(Slug.mostBack))
            answers.write(Passage.cut(section.passage[...], maximumBytes: passage))
        }
    }

    /// An anchor: by its heading, by that of one before and its heading, or as it is.
    private mutating func write(_ section: BuiltIndex.Section, behind before: ArraySlice<BuiltIndex.Section>)
    {
        let own = Slug.simple(section.heading)
        let anchor = Array(section.anchor.utf8)
        if own == anchor { return answers.write(0) }
        if let parent = before.lastIndex(where: { anchor == Slug.joined($0.anchor, own) }) {
            return answers.write((before.endIndex - parent) * 2)
        }
        answers.write(anchor.count * 2 + 1)
        answers.append(anchor)
    }

    private mutating func finish() {
        guard hasArticle else { return }
        output.write(answerCount)
        output.append(answers.bytes)
        answers = PackedWriter()
        answerCount = 0
        hasArticle = false
    }

    /// The file.
    var bytes: [UInt8] {
        var whole = self
        whole.finish()
        return whole.output.bytes
    }
}
