// From a regular expression as it is written to its steps.

/// Reads an expression by recursive descent, and writes its steps.
struct PatternParser {
    private let text: [Unicode.Scalar]
    private var place = 0
    private var depth = 0

    /// The deepest nesting of groups.
    private static let mostDepth = 50
    private static let mostRepeats = 100

    init(_ source: String) {
        text = Array(source.unicodeScalars)
    }

    /// All steps, the last of which is the match.
    mutating func program() throws(PatternError) -> [Pattern.Step] {
        guard text.count <= Pattern.mostCharacters else {
            throw PatternError("has more than \(Pattern.mostCharacters) characters")
        }
        guard !text.isEmpty else { throw PatternError("is empty") }
        let steps = try alternatives()
        guard place == text.count else { throw PatternError("closes a group that is not open") }
        return steps + [.match]
    }

    private var next: Unicode.Scalar? { place < text.count ? text[place] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        place += 1
        return true
    }

    // Steps of a part stand for themselves: targets count from the part's first step, and are moved when
    // the part finds its place.

    private func moved(_ steps: [Pattern.Step], by count: Int) -> [Pattern.Step] {
        steps.map { step in
            switch step {
            case .fork(let first, let second): .fork(first + count, second + count)
            case .jump(let target): .jump(target + count)
            default: step
            }
        }
    }

    private func joined(_ first: [Pattern.Step], _ second: [Pattern.Step]) throws(PatternError) -> [Pattern
        .Step]
    {
        guard first.count + second.count < Pattern.mostSteps else { throw PatternError("is too long") }
        return first + moved(second, by: first.count)
    }

    private mutating func alternatives() throws(PatternError) -> [Pattern.Step] {
        var steps = try sequence()
        while take("|") {
            let other = try sequence()
            let head: [Pattern.Step] = [.fork(1, steps.count + 2)]
            let first = head + moved(steps, by: 1) + [.jump(steps.count + 2 + other.count)]
            steps = try joined(first, other)
        }
        return steps
    }

    private mutating func sequence() throws(PatternError) -> [Pattern.Step] {
        var steps: [Pattern.Step] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            let part = try atom()
            steps = try joined(steps, try repeated(part))
        }
        return steps
    }

    private mutating func repeated(_ part: [Pattern.Step]) throws(PatternError) -> [Pattern.Step] {
        guard let (least, most) = try count() else { return part }
        // The short forms prefer less.
        let isLazy = take("?")
        if let scalar = next, "*+?".unicodeScalars.contains(scalar) {
            throw PatternError("repeats a repetition: put it into brackets")
        }
        func fork(_ inside: Int, _ behind: Int) -> Pattern.Step {
            isLazy ? .fork(behind, inside) : .fork(inside, behind)
        }
        var steps: [Pattern.Step] = []
        for _ in 0..<least { steps = try joined(steps, part) }
        if let most {
            for _ in least..<max(least, most) {
                let optional = [fork(1, part.count + 1)] + moved(part, by: 1)
                steps = try joined(steps, optional)
            }
        } else {
            let loop = [fork(1, part.count + 2)] + moved(part, by: 1) + [.jump(0)]
            steps = try joined(steps, loop)
        }
        return steps
    }

    /// How often; `nil` when once.
    private mutating func count() throws(PatternError) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        let start = place
        guard take("{"), let least = number() else {
            place = start
            return nil
        }
        var most: Int? = least
        if take(",") { most = number() }
        guard take("}") else { throw PatternError("has a “{” without its “}”") }
        guard least <= most ?? least, max(least, most ?? 0) <= Self.mostRepeats else {
            throw PatternError("repeats more than \(Self.mostRepeats) times, or from more to less")
        }
        return (least, most)
    }

    private mutating func number() -> Int? {
        var digits = ""
        while let scalar = next, ("0"..."9").contains(scalar), digits.count < 4 {
            digits.unicodeScalars.append(scalar)
            place += 1
        }
        return Int(digits)
    }

    private mutating func atom() throws(PatternError) -> [Pattern.Step] {
        guard let scalar = next else { throw PatternError("ends too early") }
        place += 1
        switch scalar {
        case "(": return try group()
        case "[": return [.scalar(try set())]
        case ".": return [.scalar(PatternSet(parts: [.any]))]
        case "^": return [.begin]
        case "$": return [.end]
        case "*", "+", "?": throw PatternError("repeats nothing with “\(scalar)”")
        case "\\":
            if take("b") { return [.boundary(isThere: true)] }
            if take("B") { return [.boundary(isThere: false)] }
            return [.scalar(PatternSet(parts: [try escape()]))]
        default: return [.scalar(PatternSet(parts: [Self.one(scalar)]))]
        }
    }

    private mutating func group() throws(PatternError) -> [Pattern.Step] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.mostDepth else { throw PatternError("has too many groups in one another") }
        if take("?") {
            guard take(":") else {
                throw PatternError("has a group that begins with “(?”: only “(?:” is known")
            }
        }
        let steps = try alternatives()
        guard take(")") else { throw PatternError("has a “(” without its “)”") }
        return steps
    }

    private static func one(_ scalar: Unicode.Scalar) -> PatternSet.Part {
        let small = PatternSet.folded(scalar)
        return .range(small...small)
    }

    private mutating func escape() throws(PatternError) -> PatternSet.Part {
        guard let scalar = next else { throw PatternError("ends with “\\”") }
        place += 1
        switch scalar {
        case "d": return .digit
        case "D": return .not([.digit])
        case "w": return .word
        case "W": return .not([.word])
        case "s": return .space
        case "S": return .not([.space])
        case "n": return Self.one("\n")
        case "t": return Self.one("\t")
        case _ where scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar):
            return Self.one(scalar)
        default: throw PatternError("does not know “\\\(scalar)”")
        }
    }

    private mutating func set() throws(PatternError) -> PatternSet {
        var set = PatternSet()
        set.isNegated = take("^")
        while true {
            guard let scalar = next else { throw PatternError("has a “[” without its “]”") }
            place += 1
            if scalar == "]" {
                guard !set.parts.isEmpty else { throw PatternError("has a “[” with nothing in it") }
                return set
            }
            var part: PatternSet.Part = .range(scalar...scalar)
            if scalar == "\\" { part = try escape() }
            guard case .range(let first) = part, next == "-", place + 1 < text.count, text[place + 1] != "]"
            else {
                set.parts.append(part)
                continue
            }
            place += 1
            var last = text[place]
            place += 1
            if last == "\\" {
                guard case .range(let end) = try escape() else {
                    throw PatternError("has a range that ends with a kind of characters")
                }
                last = end.lowerBound
            }
            guard first.lowerBound <= last else { throw PatternError("has a range from “\(scalar)” to less") }
            set.parts.append(.range(first.lowerBound...last))
        }
    }
}
