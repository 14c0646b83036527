// One comparison of a condition.

/// Something that a ticket says or is, compared with what a rule wants.
struct Comparison: Sendable, Equatable {
    /// How it is compared.
    enum Test: Sendable, Equatable {
        /// One of these words and phrases stands there.
        case anyWord([Phrase])
        /// All of these words and phrases stand there.
        case allWords([Phrase])
        case oneOf([String])
        case noneOf([String])
        case contains([String])
        case begins([String])
        case ends([String])
        case matches(Pattern)
        /// From and to, both inclusive; what is `nil` has no bound. An end before the beginning goes over
        /// midnight.
        case range(Bound?, Bound?)
        case given(Bool)
    }

    /// A word or several side by side.
    struct Phrase: Sendable, Equatable {
        let text: String
        let words: [String]

        init(_ text: String) {
            self.text = text
            words = TextWords.cut(text)
        }
    }

    /// An end of a range.
    struct Bound: Sendable, Equatable {
        /// As it was written.
        let text: String
        /// What numbers, times and priorities are compared by; `nil` for texts and dates.
        let number: Double?
        var isExclusive = false
    }

    let subject: RuleSubject
    let test: Test

    private static let mostNamed = 5

    /// Whether it holds for a ticket.
    func finding(_ facts: TicketFacts) -> Condition.Finding {
        let values = facts.values(of: subject)
        switch test {
        case .anyWord(let phrases):
            let words = facts.words(of: subject)
            guard let found = phrases.first(where: { words.hold($0.words) }) else {
                return no("\(subject.words) says none of \(named(phrases.map(\.text)))")
            }
            return yes("\(subject.words) says “\(found.text)”")
        case .allWords(let phrases):
            let words = facts.words(of: subject)
            if let missing = phrases.first(where: { !words.hold($0.words) }) {
                return no("\(subject.words) does not say “\(missing.text)”")
            }
            return yes("\(subject.words) says \(named(phrases.map(\.text)))")
        case .given(let wanted):
            let isGiven = values.contains { $0 != .number(0) || !subject.isNumber }
            let words = isGiven ? "\(subject.words) is given" : "\(subject.words) is not given"
            return Condition.Finding(holds: isGiven == wanted, words: words)
        case .noneOf(let wanted):
            guard let found = values.first(where: { value in wanted.contains { equals(value, $0) } }) else {
                return yes("\(isNow(values)), not \(named(wanted, or: " or "))")
            }
            return no("\(subject.words) is “\(found.words)”")
        case .range(let from, let to): return range(values, from, to)
        case .matches(let pattern):
            for value in values {
                guard let part = pattern.match(in: value.words) else { continue }
                return yes("\(subject.words) fits /\(pattern.source)/ with “\(part.prefix(80))”")
            }
            return no("\(subject.words) does not fit /\(pattern.source)/")
        case .oneOf(let wanted): return first(values, wanted, "is", equals)
        case .contains(let wanted): return first(values, wanted, "contains") { folded($0).contains(fold($1)) }
        case .begins(let wanted):
            return first(values, wanted, "begins with") { folded($0).hasPrefix(fold($1)) }
        case .ends(let wanted): return first(values, wanted, "ends with") { folded($0).hasSuffix(fold($1)) }
        }
    }

    private func first(
        _ values: [FactValue], _ wanted: [String], _ verb: String, _ holds: (FactValue, String) -> Bool
    ) -> Condition.Finding {
        for value in values {
            guard let found = wanted.first(where: { holds(value, $0) }) else { continue }
            return yes("\(subject.words) \(verb) “\(verb == "is" ? value.words : found)”")
        }
        if verb != "is" {
            return no("\(subject.words) \(verb) \(wanted.count > 1 ? "none of " : "no ")\(named(wanted))")
        }
        return no("\(isNow(values)), \(wanted.count > 1 ? "none of " : "not ")\(named(wanted))")
    }

    private func range(_ values: [FactValue], _ from: Bound?, _ to: Bound?) -> Condition.Finding {
        let bounds = [
            from.map { $0.isExclusive ? "more than \($0.text)" : "at least \($0.text)" },
            to.map { $0.isExclusive ? "less than \($0.text)" : "at most \($0.text)" },
        ].compactMap { $0 }.joined(separator: " and ")
        for value in values where isInside(value, from, to) {
            return yes("\(isNow([value])), \(bounds)")
        }
        return no("\(isNow(values)), not \(bounds)")
    }

    private func isInside(_ value: FactValue, _ from: Bound?, _ to: Bound?) -> Bool {
        let isAbove = from.map { isOrdered($0, value, isLower: true) } ?? true
        let isBelow = to.map { isOrdered($0, value, isLower: false) } ?? true
        if subject == .time, let from = from?.number, let to = to?.number, to < from {
            return isAbove || isBelow
        }
        return isAbove && isBelow
    }

    /// Whether a value lies on the right side of a bound.
    private func isOrdered(_ bound: Bound, _ value: FactValue, isLower: Bool) -> Bool {
        if let wanted = bound.number {
            guard let number = number(value) else { return false }
            if number == wanted { return !bound.isExclusive }
            return isLower ? number > wanted : number < wanted
        }
        let text = fold(value.words)
        let wanted = fold(bound.text)
        if text == wanted { return !bound.isExclusive }
        return isLower ? text > wanted : text < wanted
    }

    private func number(_ value: FactValue) -> Double? {
        switch value {
        case .number(let number): number
        case .text(let text):
            subject.choices?.firstIndex(of: text.lowercased()).map(Double.init) ?? Double(text)
        case .flag: nil
        }
    }

    private func equals(_ value: FactValue, _ wanted: String) -> Bool {
        switch value {
        case .number(let number): Double(wanted) == number
        case .flag(let isOn): (isOn ? ["yes", "true", "on"] : ["no", "false", "off"]).contains(fold(wanted))
        case .text(let text):
            fold(text) == fold(wanted)
                || subject == .language && !wanted.contains("-") && fold(text).hasPrefix(fold(wanted) + "-")
        }
    }

    /// `the channel is “web”`; what is not given says so.
    private func isNow(_ values: [FactValue]) -> String {
        guard !values.isEmpty else { return "\(subject.words) is not given" }
        if subject == .time, case .number(let minute) = values[0] {
            return "the time is \(Self.clock(Int(minute)))"
        }
        if case .number(let number) = values[0], values.count == 1 {
            return "\(subject.words) is \(FactValue.words(number))"
        }
        return "\(subject.words) is \(named(values.map { String($0.words.prefix(80)) }))"
    }

    private static func clock(_ minute: Int) -> String {
        let (hour, rest) = minute.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }

    private func named(_ texts: [String], or separator: String = ", ") -> String {
        let shown = texts.prefix(Self.mostNamed).map { "“\($0)”" }.joined(separator: separator)
        return texts.count > Self.mostNamed ? "\(shown) …" : shown
    }

    private func folded(_ value: FactValue) -> String { fold(value.words) }
    private func fold(_ text: String) -> String { text.lowercased() }
    private func yes(_ words: String) -> Condition.Finding { Condition.Finding(holds: true, words: words) }
    private func no(_ words: String) -> Condition.Finding { Condition.Finding(holds: false, words: words) }
}
