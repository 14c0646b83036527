// What the classifier sees of a text: its words, its letters, and which words stand together.

/// The kinds of features; the lowest two bits of a feature's key.
enum FeatureKind: UInt64 {
    /// One word.
    case word = 0
    /// Two words side by side; the text's begin and end count as words.
    case phrase = 1
    /// Two to five characters of a word, blanks at its ends included.
    case characters = 2
    /// Two words near each other, in any order.
    case pair = 3
}

/// A text's features: 64-bit keys with how often each occurs.
///
/// Keys are hashes, so no customer's word stands in a model. Two features share a key with a
/// probability of about n²/2⁶³ for n features, which is nothing for the hundred thousand of a desk.
struct SentenceFeatures: Equatable {
    /// So many characters of a text are read; what follows in a longer one says little about where
    /// it belongs, and costs time.
    static let characterLimit = 8000
    /// So far apart may the words of a pair stand.
    static let pairDistance = 10
    /// The longest run of characters that is a feature.
    private static let longestRun = 5

    /// Each feature once, in ascending order of the keys.
    private(set) var keys: [UInt64] = []
    /// How often each occurs, in the same order.
    private(set) var counts: [Int32] = []

    /// Reads a text.
    init(_ text: String) {
        let scan = TextScan(text, limit: Self.characterLimit)
        var all: [UInt64] = []
        all.reserveCapacity(scan.scalars.count * 4 + scan.words.count * 12)
        Self.addWords(scan.words, to: &all)
        Self.addCharacters(scan, to: &all)
        all.sort()
        for key in all {
            if keys.last == key {
                counts[counts.count - 1] += 1
            } else {
                keys.append(key)
                counts.append(1)
            }
        }
    }

    private static func addWords(_ words: [UInt64], to all: inout [UInt64]) {
        let begin: UInt64 = 1
        let end: UInt64 = 2
        guard !words.isEmpty else { return }
        var previous = begin
        for (position, word) in words.enumerated() {
            all.append(key(word, .word))
            all.append(key(previous &* 31 &+ word, .phrase))
            previous = word
            for other in words[(position + 1)...].prefix(pairDistance) where other != word {
                all.append(key(min(word, other) &* 37 &+ max(word, other), .pair))
            }
        }
        all.append(key(previous &* 31 &+ end, .phrase))
    }

    /// Runs of two to five characters inside each word with a blank on both sides; a word that is
    /// shorter than the run is taken once as a whole.
    private static func addCharacters(_ scan: TextScan, to all: inout [UInt64]) {
        scan.scalars.withUnsafeBufferPointer { scalars in
            for token in scan.tokens {
                for length in 2...longestRun {
                    if token.count <= length {
                        all.append(key(hash(scalars, token), .characters))
                        break
                    }
                    for start in token.lowerBound...(token.upperBound - length) {
                        all.append(key(hash(scalars, start..<(start + length)), .characters))
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func hash(_ scalars: UnsafeBufferPointer<UInt32>, _ range: Range<Int>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range {
            hash = (hash ^ UInt64(scalars[index])) &* 0x0000_0100_0000_01B3
        }
        return hash
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014), with the kind in the lowest bits.
    @inline(__always)
    private static func key(_ hash: UInt64, _ kind: FeatureKind) -> UInt64 {
        var mixed = hash &+ kind.rawValue &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return ((mixed ^ (mixed >> 31)) & ~3) | kind.rawValue
    }
}
