// From YAML to conditions, with every mistake in its place.

internal import Yams

/// Reads what stands below `when`.
struct ConditionReader {
    /// The deepest nesting of groups.
    private static let mostDepth = 20

    private static let groups = ["all", "any", "not", "any_word"]
    private static let operators = [
        "is", "is_not", "one_of", "none_of", "any_word", "all_words", "contains", "begins_with", "ends_with",
        "matches", "at_least", "at_most", "more_than", "less_than", "between", "given",
    ]

    /// Reads a condition; `nil` when there is nothing to go by, which was told.
    static func read(_ node: Node, _ subject: String, _ file: inout YAMLFile, depth: Int = 0) -> Condition? {
        guard depth < mostDepth else {
            file.complain(node, "there are more than \(mostDepth) groups in one another: write it flatter.")
            return nil
        }
        guard case .mapping(let mapping) = node else {
            file.complain(node, "\(subject) has fields, written as `name: value`.")
            return nil
        }
        guard !mapping.isEmpty else {
            file.complain(node, "\(subject) is empty: write a condition.")
            return nil
        }
        var parts: [Condition] = []
        for (key, value) in mapping {
            switch key.string ?? "" {
            case "all": parts.append(.all(list(value, "“all”", &file, depth)))
            case "any": parts.append(.any(list(value, "“any”", &file, depth)))
            case "not": parts += read(value, "“not”", &file, depth: depth + 1).map { [.not($0)] } ?? []
            case "any_word":
                parts += comparison(.text, "any_word", value, key, &file).map { [.check($0)] } ?? []
            case let name:
                guard let about = RuleSubject(name) else {
                    let known = groups + RuleSubject.names.map(\.name) + ["field.NAME"]
                    file.complain(
                        key, "there is no field “\(name)”; the fields are \(known.joined(separator: ", ")).")
                    continue
                }
                parts += comparisons(about, value, key, &file).map { .check($0) }
            }
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private static func list(
        _ node: Node, _ subject: String, _ file: inout YAMLFile, _ depth: Int
    ) -> [Condition] {
        let nodes = file.list(node, subject)
        if case .sequence = node, nodes.isEmpty {
            file.complain(node, "\(subject) is empty: write a condition.")
        }
        return nodes.compactMap { read($0, "a condition", &file, depth: depth + 1) }
    }

    /// `channel: email`, `tier: [gold, vip]`, `subject: {begins_with: "RE:"}`.
    private static func comparisons(
        _ about: RuleSubject, _ node: Node, _ key: Node, _ file: inout YAMLFile
    ) -> [Comparison] {
        guard case .mapping(let mapping) = node else {
            // Of what people wrote a word is meant, of everything else the whole.
            return comparison(about, about.isProse ? "any_word" : "one_of", node, key, &file).map { [$0] }
                ?? []
        }
        if mapping.isEmpty { file.complain(node, "“\(key.string ?? "")” has no comparison: write one.") }
        return mapping.compactMap { name, value in
            let test = name.string ?? ""
            guard operators.contains(test) else {
                file.complain(
                    name,
                    "there is no comparison “\(test)”; there is \(operators.joined(separator: ", ")).")
                return nil
            }
            return comparison(about, test, value, name, &file)
        }
    }

    private static func comparison(
        _ about: RuleSubject, _ name: String, _ node: Node, _ key: Node, _ file: inout YAMLFile
    ) -> Comparison? {
        func bound(_ isExclusive: Bool = false) -> Comparison.Bound? {
            Self.bound(about, node, isExclusive, &file)
        }
        let test: Comparison.Test?
        switch name {
        case "any_word": test = phrases(node, &file).map { .anyWord($0) }
        case "all_words": test = phrases(node, &file).map { .allWords($0) }
        case "is", "one_of": test = texts(about, node, &file).map { .oneOf($0) }
        case "is_not", "none_of": test = texts(about, node, &file).map { .noneOf($0) }
        case "contains": test = texts(nil, node, &file).map { .contains($0) }
        case "begins_with": test = texts(nil, node, &file).map { .begins($0) }
        case "ends_with": test = texts(nil, node, &file).map { .ends($0) }
        case "at_least": test = bound().map { .range($0, nil) }
        case "at_most": test = bound().map { .range(nil, $0) }
        case "more_than": test = bound(true).map { .range($0, nil) }
        case "less_than": test = bound(true).map { .range(nil, $0) }
        case "between": test = between(about, node, &file)
        case "matches": test = pattern(node, &file).map { .matches($0) }
        default: test = flag(node, &file).map { .given($0) }
        }
        return test.map { Comparison(subject: about, test: $0) }
    }

    private static func nodes(_ node: Node, _ file: inout YAMLFile) -> [Node]? {
        guard case .sequence(let sequence) = node else { return [node] }
        guard !sequence.isEmpty else {
            file.complain(node, "the list is empty: write something.")
            return nil
        }
        return Array(sequence)
    }

    private static func phrases(_ node: Node, _ file: inout YAMLFile) -> [Comparison.Phrase]? {
        nodes(node, &file)?.compactMap { node in
            guard let text = file.text(node, "a word") else { return nil }
            let phrase = Comparison.Phrase(text)
            if phrase.words.isEmpty { file.complain(node, "“\(text)” holds no word.") }
            return phrase
        }
    }

    private static func texts(_ about: RuleSubject?, _ node: Node, _ file: inout YAMLFile) -> [String]? {
        nodes(node, &file)?.compactMap { node in
            guard let text = file.text(node, "a value") else { return nil }
            if let choices = about?.choices, !choices.contains(text.lowercased()) {
                file.complain(node, "“\(text)” is none of \(choices.joined(separator: ", ")).")
            } else if about?.isNumber == true, Double(text) == nil {
                file.complain(node, "“\(text)” is no number.")
            } else if about == .time {
                file.complain(node, "a time is compared by at_least, at_most or between.")
            }
            return text
        }
    }

    private static func between(
        _ about: RuleSubject, _ node: Node, _ file: inout YAMLFile
    ) -> Comparison.Test? {
        let ends = file.list(node, "“between”")
        guard ends.count == 2 else {
            if case .sequence = node { file.complain(node, "“between” has two ends: [from, to].") }
            return nil
        }
        guard let from = bound(about, ends[0], false, &file), let to = bound(about, ends[1], false, &file)
        else {
            return nil
        }
        return .range(from, to)
    }

    private static func bound(
        _ about: RuleSubject, _ node: Node, _ isExclusive: Bool, _ file: inout YAMLFile
    ) -> Comparison.Bound? {
        guard let text = file.text(node, "a bound") else { return nil }
        var number = Double(text)
        if about == .time {
            number = minute(text)
            if number == nil { file.complain(node, "“\(text)” is no time: write one like 17:30.") }
        } else if let choices = about.choices {
            number = choices.firstIndex(of: text.lowercased()).map(Double.init)
            if number == nil {
                file.complain(node, "“\(text)” is none of \(choices.joined(separator: ", ")).")
            }
        } else if number == nil, about.isNumber {
            file.complain(node, "“\(text)” is no number.")
        }
        return Comparison.Bound(text: text, number: number, isExclusive: isExclusive)
    }

    /// Minutes since midnight; 24:00 is its end.
    private static func minute(_ text: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
            (0...23).contains(hour) && (0...59).contains(minute) || hour == 24 && minute == 0
        else { return nil }
        return Double(hour * 60 + minute)
    }

    private static func pattern(_ node: Node, _ file: inout YAMLFile) -> Pattern? {
        guard let text = file.text(node, "a regular expression") else { return nil }
        do {
            return try Pattern(text)
        } catch {
            file.complain(node, "the expression \(error.words).")
            return nil
        }
    }

    private static func flag(_ node: Node, _ file: inout YAMLFile) -> Bool? {
        if let isOn = node.bool { return isOn }
        file.complain(node, "“given” is yes or no.")
        return nil
    }
}
