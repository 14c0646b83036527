// What is wrong with a form, in the words of its language.

internal import HelpDesk
internal import KnowledgeBase
internal import Tickets

/// Puts mistakes into words.
struct FormWords {
    let words: InterfaceWords
    let attachments: FormSettings.Attachments?

    /// What is wrong, by the names of the inputs.
    func errors(_ error: AskFormError, in form: AskForm) -> [String: String] {
        var errors: [String: String] = [:]
        for (field, mistake) in error.mistakes {
            errors[field.rawValue] = sentence(mistake, field, form[field])
        }
        for mistake in error.fieldMistakes {
            errors["field.\(mistake.key)"] = sentence(mistake.reason, form.filled[mistake.key] ?? "")
        }
        return errors
    }

    /// The sentence above a form with mistakes.
    func notice(for error: AskFormError) -> String {
        let reasons = error.fieldMistakes.map(\.reason)
        if error.mistakes.values.allSatisfy({ $0 == .missing }), reasons.allSatisfy({ $0 == .missing }) {
            return words["form_wrong_missing"]
        }
        let areLong = reasons.allSatisfy { reason in
            if case .tooLong = reason { true } else { false }
        }
        return words[
            areLong && error.mistakes.values.allSatisfy { $0 == .tooLong } ? "form_wrong_long" : "form_wrong"]
    }

    /// What is wrong with the files.
    func sentence(_ mistake: PostedForm.FileMistake) -> String {
        let limits = attachments ?? FormSettings.Attachments()
        return switch mistake {
        case .many: words("form_many_files", ["count": String(limits.count)])
        case .large(let name):
            words("form_large_file", ["name": name, "each": String(limits.eachMegabytes)])
        case .largeTogether: words("form_large_files", ["total": String(limits.totalMegabytes)])
        }
    }

    /// Says of a text that is too long how much of it fits. Limits are in bytes; people count characters,
    /// of which some take more bytes than others.
    func tooLong(_ text: String, longestBytes: Int) -> String {
        var rest = longestBytes
        let fitting = text.prefix { character in
            rest -= character.utf8.count
            return rest >= 0
        }
        return words("form_too_long", ["count": String(fitting.count)])
    }

    private func sentence(
        _ mistake: AskForm.Mistake, _ field: AskForm.Field, _ text: String
    ) -> String {
        switch mistake {
        case .missing: words["form_missing_\(field.rawValue)"]
        case .tooLong: tooLong(text, longestBytes: AskForm.limit(of: field))
        case .severalLines: words["form_lines"]
        case .noAddress: words["form_no_address"]
        }
    }

    /// What a number must be; an end that nobody has set is not spoken of.
    private func sentence(_ range: ClosedRange<Double>) -> String {
        let least = FieldValue.number(range.lowerBound).plain
        let most = FieldValue.number(range.upperBound).plain
        return switch (abs(range.lowerBound) < Self.noBound, abs(range.upperBound) < Self.noBound) {
        case (true, false): words("form_least", ["least": least])
        case (false, true): words("form_most", ["most": most])
        default: words("form_range", ["least": least, "most": most])
        }
    }

    private static let noBound = Double.greatestFiniteMagnitude

    private func sentence(_ reason: FieldMistake.Reason, _ text: String) -> String {
        switch reason {
        case .missing: words["form_missing"]
        case .tooLong(let bytes): tooLong(text, longestBytes: bytes)
        case .notANumber: words["form_no_number"]
        case .outOfRange(let range): sentence(range)
        case .notAChoice: words["form_no_choice"]
        case .notADate: words["form_no_date"]
        case .notAnAddress: words["form_no_address"]
        }
    }
}
