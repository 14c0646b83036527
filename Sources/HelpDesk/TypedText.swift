// Text as people type it and browsers send it, made ready to be kept.

extension String {
    /// The text as it is stored: lines end in LF (forms send CR LF), and NUL, which databases and
    /// programs written in C take for the end, is U+FFFD.
    var storable: String {
        // Most texts have neither, and need not be taken apart.
        guard utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\r") }) else { return self }
        var kept = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            switch scalar {
            case "\0": kept.append("\u{FFFD}")
            case "\r": kept.append("\n")
            case "\n" where previous == "\r": break
            default: kept.append(scalar)
            }
            previous = scalar
        }
        return String(kept)
    }

    /// Without white space around it.
    var trimmed: String {
        let head = drop(while: \.isWhitespace)
        let end = head.lastIndex { !$0.isWhitespace }.map(head.index(after:)) ?? head.startIndex
        return head.startIndex == startIndex && end == endIndex ? self : String(head[..<end])
    }

    /// Whether a reader would see nothing: white space, control characters, and what Unicode calls
    /// default ignorable, such as U+200B, are no text.
    var isBlank: Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
                || scalar.properties.generalCategory == .control
        }
    }
}
