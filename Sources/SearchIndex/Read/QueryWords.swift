// A query cut into words.

/// The words of a query, by the same rules as those of the articles.
struct QueryWords {
    /// More words say nothing more, and a query of ten thousand must not take long.
    static let maximumWords = 32
    /// What is read of a query, in bytes.
    static let maximumBytes = 2048

    struct Word {
        let form: ArraySlice<UInt8>
        /// Whether it stands beside others that cover the same place.
        let isBeside: Bool
    }

    private(set) var words: [Word] = []
    /// Whether the query ends within a word, which may be half typed.
    private(set) var isOpen = false

    init(_ query: String) {
        var scanner = WordScanner()
        var text = query
        var words: [Word] = []
        text.withUTF8 { bytes in
            var end = min(bytes.count, Self.maximumBytes)
            while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            scanner.scan(UnsafeBufferPointer(rebasing: bytes[..<end])) { word, isBeside in
                guard words.count < Self.maximumWords else { return }
                words.append(Word(form: Array(word)[...], isBeside: isBeside))
            }
        }
        self.words = words
        if let last = query.unicodeScalars.last {
            let kind = Scalars.shared.classOf(last.value)
            isOpen = kind == Scalars.Class.word || kind == Scalars.Class.run
        }
    }
}
