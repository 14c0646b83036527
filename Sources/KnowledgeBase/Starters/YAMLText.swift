// Text as a value in YAML.

/// Writes values so that YAML reads back what was meant.
enum YAMLText {
    /// Words that are no text to YAML 1.1 (yaml.org/type: bool, null).
    private static let words: Set<String> = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null",
    ]
    private static let plainMarks: Set<Unicode.Scalar> = [
        " ", "?", "!", ",", ".", "'", "’", "(", ")", "-", "–", "/", "+", "&",
    ]

    /// One line of text as a scalar: as it is where nothing in it can be taken for YAML, else in
    /// double quotes (YAML 1.2, section 7.3.1).
    static func scalar(_ line: String) -> String {
        let isPlain =
            line.unicodeScalars.first?.properties.isAlphabetic == true && !words.contains(line.lowercased())
            && line.unicodeScalars.allSatisfy { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || plainMarks.contains(scalar)
            }
        if isPlain { return line }
        let escaped = line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}
