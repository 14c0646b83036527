// Where things stand in an article's file: fields of the front matter, the title.

extension LintSubject {
    /// A finding about a field of the front matter, at its place.
    func finding(
        in article: Article, field: String, value: String? = nil, _ message: String
    ) -> Lint.Finding {
        let place = place(of: field, value, in: article)
        return Lint.Finding(file: article.path, line: place.line, column: place.column, message: message)
    }

    /// A finding about the title, wherever that was written.
    func finding(aboutTitleOf article: Article, _ message: String) -> Lint.Finding {
        guard article.titleIsHeading else { return finding(in: article, field: "title", message) }
        return Lint.Finding(file: article.path, line: headingLine(of: article), message: message)
    }

    /// The line of a field or, where it holds several values, of one of them; the front matter's
    /// first line where it is not found.
    private func place(of field: String, _ value: String?, in article: Article) -> (line: Int, column: Int) {
        guard article.bodyLine > 1, let file = source(article.path) else { return (1, 1) }
        let matter = String(decoding: file.bytes.prefix(article.bodyStart), as: UTF8.self)
        let lines = matter.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard let first = lines.firstIndex(where: { $0.hasPrefix("\(field):") }) else { return (1, 1) }
        guard let value else { return (first + 1, 1) }
        for (number, line) in lines.enumerated().dropFirst(first) {
            if number > first, line.first?.isLetter == true { break }
            if let found = line.firstRange(of: value) {
                return (number + 1, line.distance(from: line.startIndex, to: found.lowerBound) + 1)
            }
        }
        return (first + 1, 1)
    }

    /// The line of a first heading that became the title.
    private func headingLine(of article: Article) -> Int {
        guard let file = source(article.path) else { return article.bodyLine }
        let blanks = file.bytes.dropFirst(article.bodyStart).prefix { $0 == 10 || $0 == 13 || $0 == 32 }
        return article.bodyLine + blanks.count { $0 == 10 }
    }

    /// The fingerprint of an article's text without front matter: 64-bit FNV-1a (Fowler, Noll, Vo)
    /// in hexadecimal digits. Carriage returns and white space at the end do not count, because
    /// editors change them.
    func fingerprint(of article: Article) -> String? {
        guard let file = source(article.path) else { return nil }
        var text = file.bytes.dropFirst(article.bodyStart)
        while let last = text.last, [9, 10, 13, 32].contains(last) { text.removeLast() }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text where byte != 13 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
