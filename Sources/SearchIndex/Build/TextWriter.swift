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
        for section in unit.sections {
            answers.write(section.heading)
            if Slug.simple(section.heading) == Array(section.anchor.utf8) {
                answers.write(0)
            } else {
                answers.write(section.anchor.utf8.count + 1)
                answers.append(section.anchor.utf8)
            }
            answers.write(Passage.cut(section.passage[...], maximumBytes: passage))
        }
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

/// Anchors that need not be written, because they follow from their headings.
enum Slug {
    /// ASCII letters in lower case, digits, hyphens and underscores, a hyphen for each space.
    static func simple(_ heading: String) -> [UInt8] {
        heading.utf8.compactMap { byte in
            switch byte {
            case 0x41...0x5A: byte | 0x20
            case 0x61...0x7A, 0x30...0x39, 0x2D, 0x5F: byte
            case 0x20: 0x2D
            default: nil
            }
        }
    }
}
