// What each Unicode scalar is to a word, and what folding makes of it.

/// The classes and foldings of Unicode 14.0.0, spread out so that a look-up is one load.
struct Scalars: Sendable {
    /// What a scalar is to a word.
    enum Class {
        /// Ends a word.
        static let other: UInt8 = 0
        /// Part of a word.
        static let word: UInt8 = 1
        /// As if it were not there: accents, zero-width signs, soft hyphens.
        static let nothing: UInt8 = 2
        /// Part of a run without spaces, which is cut into pairs: Han, kana, Hangul, Thai and so on.
        static let run: UInt8 = 3
        /// May stand inside a word: an apostrophe.
        static let apostrophe: UInt8 = 4
        /// May stand inside a compound: dot, hyphen, underscore.
        static let joint: UInt8 = 5
    }

    static let shared = Scalars()

    /// Scripts that are written without spaces, and Korean, whose endings are many.
    private static let runs: [ClosedRange<Int>] = [
        0xE00...0xEFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x2FFF, 0x3005...0x3007,
        0x3021...0x31FF, 0x3400...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF66...0xFFDC,
        0x20000...0x3FFFF,
    ]
    private static let invisible = [
        0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF,
    ]
    private static let apostrophes = [0x27, 0x2BC, 0x2019, 0xFF07]
    private static let joints = [0x2D, 0x2E, 0x5F, 0x2010, 0x2011, 0xFF0D, 0xFF0E, 0xFF3F]

    /// Classes of the first two planes; of the others, only what is in `runs` counts.
    private var classes = [UInt8](repeating: Class.other, count: 0x20000)
    /// What a scalar of the first plane folds to; itself where nothing is noted.
    private var foldings = [UInt16](repeating: 0, count: 0x10000)
    private static let isExpanded: UInt16 = 0xFFFF
    /// Those that fold to none or several.
    private var expansions: [UInt32: [UInt8]] = [:]

    private init() {
        var end = 0
        for index in stride(from: 0, to: UnicodeTables.words.count, by: 2) {
            let first = end + Int(UnicodeTables.words[index])
            end = first + Int(UnicodeTables.words[index + 1])
            for code in first...end where code < classes.count { classes[code] = Class.word }
        }
        for range in Self.runs {
            for code in range where code < classes.count && classes[code] == Class.word {
                classes[code] = Class.run
            }
        }
        for index in stride(from: 0, to: UnicodeTables.accents.count, by: 2) {
            for code in UnicodeTables.accents[index]...UnicodeTables.accents[index + 1] {
                classes[Int(code)] = Class.nothing
            }
        }
        for code in Self.invisible { classes[code] = Class.nothing }
        for code in Self.apostrophes { classes[code] = Class.apostrophe }
        for code in Self.joints { classes[code] = Class.joint }
        let table = UnicodeTables.foldings
        for index in stride(from: 0, to: table.count, by: 4) {
            for step in 0..<table[index + 1] {
                let code = table[index] + step * table[index + 2]
                foldings[Int(code)] = UInt16(truncatingIfNeeded: code + table[index + 3])
            }
        }
        for item in UnicodeTables.expansions.split(separator: " ") {
            let parts = item.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let code = UInt32(parts[0], radix: 16) else { continue }
            let scalars = parts[1].split(separator: ",").compactMap {
                UInt32($0, radix: 16).flatMap(Unicode.Scalar.init)
            }
            foldings[Int(code)] = Self.isExpanded
            expansions[code] = Array(String(String.UnicodeScalarView(scalars)).utf8)
        }
    }

    /// The class of a scalar.
    func classOf(_ code: UInt32) -> UInt8 {
        if code < 0x20000 { return classes[Int(code)] }
        return code < 0x40000 ? Class.run : Class.other
    }

    /// Appends what a scalar folds to, as UTF-8.
    @inline(__always)
    func appendFolded(_ code: UInt32, to bytes: inout [UInt8]) {
        if code < 0x10000 {
            let folded = foldings[Int(code)]
            if folded == Self.isExpanded {
                bytes.append(contentsOf: expansions[code] ?? [])
                return
            }
            if folded != 0 { return Self.append(UInt32(folded), to: &bytes) }
        }
        Self.append(code, to: &bytes)
    }

    /// Appends a scalar as UTF-8.
    static func append(_ code: UInt32, to bytes: inout [UInt8]) {
        func low(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: (code >> shift) & 0x3F) | 0x80 }
        switch code {
        case ..<0x80: bytes.append(UInt8(truncatingIfNeeded: code))
        case ..<0x800:
            bytes.append(UInt8(truncatingIfNeeded: code >> 6) | 0xC0)
            bytes.append(low(0))
        case ..<0x10000:
            bytes.append(UInt8(truncatingIfNeeded: code >> 12) | 0xE0)
            bytes.append(low(6))
            bytes.append(low(0))
        default:
            bytes.append(UInt8(truncatingIfNeeded: code >> 18) | 0xF0)
            bytes.append(low(12))
            bytes.append(low(6))
            bytes.append(low(0))
        }
    }
}
