// The beginning of a section's text, as a list of results shows it.

/// Cuts passages.
enum Passage {
    /// What an analysis keeps of a section, in bytes.
    static let keptBytes = 280

    /// The beginning of a text in one line, ended at a word's end.
    ///
    /// - Parameter maximumBytes: what it may be long at most, in UTF-8.
    static func of(_ text: String, maximumBytes: Int) -> [UInt8] {
        var passage: [UInt8] = []
        var isAfterSpace = true
        var text = text
        text.withUTF8 { bytes in
            for byte in bytes {
                let isSpace = byte <= 0x20
                if isSpace {
                    if !isAfterSpace { passage.append(0x20) }
                } else {
                    passage.append(byte)
                }
                isAfterSpace = isSpace
                if passage.count > maximumBytes { break }
            }
        }
        return cut(passage[...], maximumBytes: maximumBytes)
    }

    /// The beginning of a passage, ended at a word's end where there is one in its second half.
    static func cut(_ passage: ArraySlice<UInt8>, maximumBytes: Int) -> [UInt8] {
        guard passage.count > maximumBytes else {
            return Array(passage.last == 0x20 ? passage.dropLast() : passage)
        }
        var end = passage.startIndex + maximumBytes
        while end > passage.startIndex, passage[end] & 0xC0 == 0x80 { end -= 1 }
        let kept = passage[..<end]
        if let space = kept.lastIndex(of: 0x20), space - kept.startIndex > maximumBytes / 2 {
            return Array(kept[..<space])
        }
        return Array(kept)
    }
}
