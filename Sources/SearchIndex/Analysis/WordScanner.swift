// Cutting text into words: the rules that both readers share.

/// Finds the words of a text, folded.
///
/// A **piece** is a run of scalars that words are made of; accents and invisible signs in it vanish.
/// Pieces with one apostrophe, dot, hyphen or underscore between them form a **compound**:
/// - an apostrophe before a lone `s` takes it away (`dog's` → `dog`); after one or two letters, with
///   three or more behind it, and after three or more, with four or more behind it, it parts two
///   words (`l'eau`, `dell'acqua`); elsewhere it vanishes (`don't` → `dont`);
/// - the other signs part words too, and up to four of these words, of at most 32 bytes together,
///   stand as one word beside them (`log-in` → `log`, `in`, `login`; `node.js` → `node`, `js`,
///   `nodejs`), where a dot between digits stays (`v2.1` → `v2`, `1`, `v2.1`).
///
/// A piece in camel case stands whole, with its humps of two letters or more beside it. A run of a
/// script without spaces becomes its overlapping pairs, or itself where it is one scalar alone. A
/// word of more than 64 bytes is none.
struct WordScanner {
    static let maximumWordBytes = 64
    private static let maximumParts = 4
    private static let maximumWholeBytes = 32

    private let scalars = Scalars.shared
    /// The folded bytes of the compound that is being read, without the signs between its parts.
    private var folded: [UInt8] = []
    /// Where each part begins in `folded`, and the sign before it.
    private var parts: [(start: Int, sign: UInt8)] = []
    /// Where humps begin in `folded`.
    private var humps: [Int] = []
    private var whole: [UInt8] = []
    /// The last letter's case: 0 neither, 1 lower, 2 upper, 3 the second or later of some uppers.
    private var lastCase = 0
    /// Where in the text the compound begins, and where its last letter ends.
    private var place = 0..<0
    private var isWide = false

    /// Reads a text and hands over each word.
    ///
    /// - Parameter emit: takes a word's bytes, and whether it stands beside others that cover the
    ///   same place: a compound as a whole, or a hump.
    mutating func scan(
        _ text: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>, Bool) -> Void
    ) {
        scan(text) { word, isBeside, _ in emit(word, isBeside) }
    }

    /// Reads a text and hands over each word, and how it is written.
    ///
    /// - Parameter emit: takes beside the rest where in the text a word stands that is written with
    ///   more than ASCII; empty for other words, for compounds and for pairs.
    mutating func scan(
        _ text: UnsafeBufferPointer<UInt8>, _ emit: (UnsafeBufferPointer<UInt8>, Bool, Range<Int>) -> Void
    ) {
        var index = 0
        var pendingSign: UInt8 = 0
        while index < text.count {
            let start = index
            let code = Self.scalar(text, &index)
            switch scalars.classOf(code) {
            case Scalars.Class.word:
                if parts.isEmpty {
                    parts.append((0, 0))
                    place = start..<start
                    isWide = false
                } else if pendingSign != 0 {
                    parts.append((folded.count, pendingSign))
                    lastCase = 0
                }
                pendingSign = 0
                noteHump(code)
                place = place.lowerBound..<index
                if code < 0x80 {
                    folded.append(code >= 0x41 && code <= 0x5A ? UInt8(code | 0x20) : UInt8(code))
                } else {
                    isWide = true
                    scalars.appendFolded(code, to: &folded)
                }
            case Scalars.Class.nothing:
                if !parts.isEmpty, pendingSign == 0 {
                    place = place.lowerBound..<index
                    isWide = true
                }
            case Scalars.Class.apostrophe, Scalars.Class.joint:
                if parts.isEmpty || pendingSign != 0 {
                    flush(emit)
                    pendingSign = 0
                } else {
                    pendingSign = Self.sign(code, scalars)
                }
            case Scalars.Class.run:
                flush(emit)
                pendingSign = 0
                scanRun(text, first: code, &index, emit)
            default:
                if !parts.isEmpty { flush(emit) }
                pendingSign = 0
            }
        }
        flush(emit)
    }

    /// Apostrophes count as one, hyphens as one.
    private static func sign(_ code: UInt32, _ scalars: Scalars) -> UInt8 {
        if scalars.classOf(code) == Scalars.Class.apostrophe { return 0x27 }
        switch code {
        case 0x2E, 0xFF0E: return 0x2E
        case 0x5F, 0xFF3F: return 0x5F
        default: return 0x2D
        }
    }

    @inline(__always)
    private static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> UInt32 {
        let first = text[index]
        index &+= 1
        if first < 0x80 { return UInt32(first) }
        let count = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1
        var code = UInt32(first) & (count == 3 ? 0x07 : count == 2 ? 0x0F : 0x1F)
        for _ in 0..<count where index < text.count && text[index] & 0xC0 == 0x80 {
            code = code << 6 | UInt32(text[index] & 0x3F)
            index &+= 1
        }
        return code
    }

    @inline(__always)
    private mutating func noteHump(_ code: UInt32) {
        if code >= 0x61, code <= 0x7A {
            // The last of several upper-case letters begins the next hump: `HTTPServer`.
            if lastCase == 3, folded.count - 1 > (parts.last?.start ?? 0) { humps.append(folded.count - 1) }
            lastCase = 1
        } else if code >= 0x41, code <= 0x5A {
            if lastCase == 1 { humps.append(folded.count) }
            lastCase = lastCase >= 2 ? 3 : 2
        } else {
            lastCase = 0
        }
    }

    /// A run of a script without spaces, as its overlapping pairs.
    private mutating func scanRun(
        _ text: UnsafeBufferPointer<UInt8>, first: UInt32, _ index: inout Int,
        _ emit: (UnsafeBufferPointer<UInt8>, Bool, Range<Int>) -> Void
    ) {
        scalars.appendFolded(first, to: &folded)
        // Where the last scalar begins.
        var last = 0
        var isAlone = true
        while index < text.count {
            var next = index
            let code = Self.scalar(text, &next)
            let kind = scalars.classOf(code)
            guard kind == Scalars.Class.run || kind == Scalars.Class.nothing else { break }
            index = next
            if kind == Scalars.Class.nothing { continue }
            let start = folded.count
            scalars.appendFolded(code, to: &folded)
            guard folded.count > start else { continue }
            folded.withUnsafeBufferPointer { emit(UnsafeBufferPointer(rebasing: $0[last...]), false, 0..<0) }
            last = start
            isAlone = false
        }
        if isAlone, !folded.isEmpty { folded.withUnsafeBufferPointer { emit($0, false, 0..<0) } }
        folded.removeAll(keepingCapacity: true)
    }

    /// Hands over the compound that has been read.
    private mutating func flush(_ emit: (UnsafeBufferPointer<UInt8>, Bool, Range<Int>) -> Void) {
        defer {
            folded.removeAll(keepingCapacity: true)
            parts.removeAll(keepingCapacity: true)
            humps.removeAll(keepingCapacity: true)
            lastCase = 0
        }
        if parts.count == 1 { return flushPart(0..<folded.count, isWide ? place : 0..<0, emit) }
        guard !parts.isEmpty else { return }
        // Ranges of `folded` by what apostrophes do, each with the sign before it.
        var pieces: [(range: Range<Int>, sign: UInt8)] = []
        for (number, part) in parts.enumerated() {
            let end = number + 1 < parts.count ? parts[number + 1].start : folded.count
            let range = part.start..<end
            if range.isEmpty { continue }
            guard part.sign == 0x27, let last = pieces.last else {
                pieces.append((range, part.sign))
                continue
            }
            if range.count == 1, folded[range.lowerBound] == 0x73 { continue }
            if last.range.count <= 2 ? range.count >= 3 : range.count >= 4 {
                pieces.append((range, 0x20))
            } else {
                pieces[pieces.count - 1].range = last.range.lowerBound..<end
            }
        }
        var first = 0
        for index in pieces.indices {
            flushPart(pieces[index].range, 0..<0, emit)
            if index + 1 == pieces.count || pieces[index + 1].sign == 0x20 {
                flushWhole(pieces[first...index], emit)
                first = index + 1
            }
        }
    }

    private func flushPart(
        _ range: Range<Int>, _ written: Range<Int>,
        _ emit: (UnsafeBufferPointer<UInt8>, Bool, Range<Int>) -> Void
    ) {
        guard range.count <= Self.maximumWordBytes, !range.isEmpty else { return }
        folded.withUnsafeBufferPointer { bytes in
            emit(UnsafeBufferPointer(rebasing: bytes[range]), false, written)
            guard !humps.isEmpty else { return }
            var start = range.lowerBound
            for hump in humps where range.contains(hump) && hump > range.lowerBound {
                if hump - start >= 2 { emit(UnsafeBufferPointer(rebasing: bytes[start..<hump]), true, 0..<0) }
                start = hump
            }
            if start > range.lowerBound, range.upperBound - start >= 2 {
                emit(UnsafeBufferPointer(rebasing: bytes[start..<range.upperBound]), true, 0..<0)
            }
        }
    }

    private mutating func flushWhole(
        _ pieces: ArraySlice<(range: Range<Int>, sign: UInt8)>,
        _ emit: (UnsafeBufferPointer<UInt8>, Bool, Range<Int>) -> Void
    ) {
        guard pieces.count >= 2, pieces.count <= Self.maximumParts else { return }
        whole.removeAll(keepingCapacity: true)
        for (number, piece) in pieces.enumerated() {
            let first = folded[piece.range.lowerBound]
            if number > 0, piece.sign == 0x2E, let last = whole.last, last.isDigit, first.isDigit {
                whole.append(0x2E)
            }
            whole.append(contentsOf: folded[piece.range])
        }
        guard whole.count <= Self.maximumWholeBytes else { return }
        whole.withUnsafeBufferPointer { emit($0, true, 0..<0) }
    }
}

extension UInt8 {
    /// Whether it is an ASCII digit.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
}
