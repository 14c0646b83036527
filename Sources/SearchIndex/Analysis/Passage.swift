// What a list of results may show of a section's text.

/// Chooses and cuts passages.
enum Passage {
    /// What an analysis keeps of a section, in bytes.
    static let keptBytes = 240
    /// How much of a section is looked at for it, in bytes.
    private static let readBytes = 4000
    /// A first sentence longer than this share of what is kept leaves no room for others.
    private static let mostFirst = 2
    /// What stands for sentences that are left out.
    private static let gap = Array("… ".utf8)
    /// What stands behind a sentence that is cut off.
    private static let ellipsis = Array(" …".utf8)

    /// The text in one line, where it fits; else its first sentence, and of the others those that say
    /// the most that is new, in their order.
    ///
    /// - Parameter maximumBytes: what it may be long at most, in UTF-8.
    static func of(_ text: String, maximumBytes: Int) -> [UInt8] {
        let line = inOneLine(text)
        guard line.count > maximumBytes else { return line }
        let sentences = Sentences.of(line)
        guard let first = sentences.first, sentences.count > 2, first.count <= maximumBytes / mostFirst else {
            return cut(line[...], maximumBytes: maximumBytes)
        }
        var said = words(line[first])
        var chosen = [0]
        var room = maximumBytes - first.count
        var open = sentences.indices.dropFirst().map { (number: $0, words: words(line[sentences[$0]])) }
        while true {
            var best: (place: Int, worth: Int)?
            for (place, sentence) in open.enumerated()
            where sentences[sentence.number].count + gap.count <= room {
                // New words for each byte, in 4096ths: long sentences are no better than short ones.
                let new = sentence.words.reduce(0) { $0 + (said.contains($1) ? 0 : 1) }
                let worth = (new << 12) / (sentences[sentence.number].count + 16)
                if worth > best?.worth ?? 0 { best = (place, worth) }
            }
            guard let best else { break }
            let sentence = open.remove(at: best.place)
            said.formUnion(sentence.words)
            chosen.append(sentence.number)
            room -= sentences[sentence.number].count + gap.count
        }
        guard chosen.count > 1 else { return cut(line[...], maximumBytes: maximumBytes) }
        var passage: [UInt8] = []
        var next = 0
        for number in chosen.sorted() {
            if number > next { passage += gap }
            passage += line[sentences[number]]
            next = number + 1
        }
        return cut(passage[...], maximumBytes: maximumBytes)
    }

    /// A text with a space for each run of signs up to it; so much of it as is looked at.
    private static func inOneLine(_ text: String) -> [UInt8] {
        var line: [UInt8] = []
        var isAfterSpace = true
        var text = text
        text.withUTF8 { bytes in
            for byte in bytes {
                let isSpace = byte <= 0x20
                if !isSpace { line.append(byte) } else if !isAfterSpace { line.append(0x20) }
                isAfterSpace = isSpace
                if line.count > readBytes { break }
            }
        }
        if line.count > readBytes { return cut(line[...], maximumBytes: readBytes) }
        return line.last == 0x20 ? line.dropLast() : line
    }

    /// Digests of the words of four bytes or more.
    private static func words(_ sentence: ArraySlice<UInt8>) -> Set<UInt32> {
        var words: Set<UInt32> = []
        var hash: UInt32 = 0
        var length = 0
        for byte in sentence {
            let letter = byte | 0x20
            if byte >= 0x80 || (letter >= 0x61 && letter <= 0x7A) || byte.isDigit {
                hash = (hash ^ UInt32(letter)) &* 16_777_619
                length += 1
                continue
            }
            if length >= 4 { words.insert(hash) }
            hash = 0
            length = 0
        }
        if length >= 4 { words.insert(hash) }
        return words
    }

    /// The beginning of a passage, ended at a word's end where there is one in its second half; a
    /// sign says so where that is not a sentence's end.
    static func cut(_ passage: ArraySlice<UInt8>, maximumBytes: Int) -> [UInt8] {
        guard passage.count > maximumBytes else {
            return Array(passage.last == 0x20 ? passage.dropLast() : passage)
        }
        var end = passage.startIndex + max(0, maximumBytes - ellipsis.count)
        while end > passage.startIndex, passage[end] & 0xC0 == 0x80 { end -= 1 }
        var kept = passage[..<end]
        if let space = kept.lastIndex(of: 0x20), space - kept.startIndex > maximumBytes / 2 {
            kept = kept[..<space]
        }
        return Array(kept) + (Sentences.isWhole(kept) ? [] : ellipsis)
    }
}
