// Regular expressions that take no longer than their length times the text's.

/// A regular expression that is looked for anywhere in a text, upper and lower case alike.
///
/// It knows literals, `.`, `[a-z]`, `[^…]`, `\d \w \s \b` and their opposites, `^ $`, groups, `|` and
/// `* + ? {2,5}` with their short forms. All ways through it are followed at once (Thompson, "Regular
/// expression search algorithm", CACM 11, 1968): no expression and no text make it slow, which is why
/// there are no references back.
struct Pattern: Sendable, Equatable {
    /// The longest expression, in characters.
    static let mostCharacters = 500
    /// The most steps that an expression may come to.
    static let mostSteps = 300
    /// What is read of a text, in scalars.
    static let mostScalars = 4_000

    enum Step: Sendable, Equatable {
        case scalar(PatternSet)
        case begin, end
        case boundary(isThere: Bool)
        /// Goes on at both; the first is preferred.
        case fork(Int, Int)
        case jump(Int)
        case match
    }

    /// As it was written.
    let source: String
    private let steps: [Step]

    /// Reads an expression.
    ///
    /// - Throws: ``PatternError`` with what is wrong.
    init(_ source: String) throws(PatternError) {
        self.source = source
        var parser = PatternParser(source)
        steps = try parser.program()
    }

    /// The first part of a text that fits; `nil` when none does.
    func match(in text: String) -> String? {
        let written = Array(text.unicodeScalars.prefix(Self.mostScalars))
        let scalars = written.map(PatternSet.folded)
        var current = Threads(count: steps.count)
        var next = Threads(count: steps.count)
        var found: Range<Int>?
        for place in 0...scalars.count {
            if found == nil { add(0, place, from: place, scalars, &current) }
            if found != nil, current.list.isEmpty { break }
            for thread in current.list {
                if case .match = steps[thread.step] {
                    // What comes behind it in the list is preferred less.
                    found = thread.start..<place
                    break
                }
                guard case .scalar(let set) = steps[thread.step], place < scalars.count,
                    set.contains(scalars[place])
                else { continue }
                add(thread.step + 1, place + 1, from: thread.start, scalars, &next)
            }
            swap(&current, &next)
            next.clear()
        }
        return found.map { range in
            var part = String.UnicodeScalarView()
            part.append(contentsOf: written[range])
            return String(part)
        }
    }

    /// The ways that are followed at one place of the text, each step once, the preferred first.
    private struct Threads {
        private(set) var list: [(step: Int, start: Int)] = []
        private var isListed: [Bool]
        private var marked: [Int] = []

        init(count: Int) { isListed = Array(repeating: false, count: count) }

        mutating func mark(_ step: Int) -> Bool {
            guard !isListed[step] else { return false }
            isListed[step] = true
            marked.append(step)
            return true
        }

        mutating func append(_ step: Int, _ start: Int) { list.append((step, start)) }

        mutating func clear() {
            for step in marked { isListed[step] = false }
            marked.removeAll(keepingCapacity: true)
            list.removeAll(keepingCapacity: true)
        }
    }

    private func add(
        _ step: Int, _ place: Int, from start: Int, _ scalars: [Unicode.Scalar], _ threads: inout Threads
    ) {
        var waiting = [step]
        while let step = waiting.popLast() {
            guard threads.mark(step) else { continue }
            switch steps[step] {
            case .scalar, .match: threads.append(step, start)
            case .jump(let target): waiting.append(target)
            case .fork(let first, let second): waiting += [second, first]
            case .begin: if place == 0 { waiting.append(step + 1) }
            case .end: if place == scalars.count { waiting.append(step + 1) }
            case .boundary(let isThere):
                let before = place > 0 && PatternSet.isWord(scalars[place - 1])
                let behind = place < scalars.count && PatternSet.isWord(scalars[place])
                if (before != behind) == isThere { waiting.append(step + 1) }
            }
        }
    }
}

/// Some scalars.
struct PatternSet: Sendable, Equatable {
    indirect enum Part: Sendable, Equatable {
        case range(ClosedRange<Unicode.Scalar>)
        case digit, word, space, any
        case not([Part])
    }

    var parts: [Part] = []
    var isNegated = false

    /// Whether a scalar belongs to it that was folded.
    func contains(_ scalar: Unicode.Scalar) -> Bool {
        parts.contains { Self.holds($0, scalar) } != isNegated
    }

    private static func holds(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
        switch part {
        case .range(let range): range.contains(scalar) || range.contains(capital(scalar))
        case .digit: scalar.properties.numericType == .decimal
        case .word: isWord(scalar)
        case .space: scalar.properties.isWhitespace
        case .any: scalar != "\n"
        case .not(let parts): !parts.contains { holds($0, scalar) }
        }
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil || scalar == "_"
            || properties.generalCategory == .nonspacingMark
    }

    /// The small letter; what has none of a single scalar stays as it is.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let small = scalar.properties.lowercaseMapping.unicodeScalars
        return small.count == 1 ? small.first ?? scalar : scalar
    }

    private static func capital(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let capital = scalar.properties.uppercaseMapping.unicodeScalars
        return capital.count == 1 ? capital.first ?? scalar : scalar
    }
}

/// What is wrong with a regular expression, in words that go on “the expression …”.
struct PatternError: Error, Equatable {
    let words: String
    init(_ words: String) { self.words = words }
}
