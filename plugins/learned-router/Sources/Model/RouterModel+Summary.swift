// A model in a few words.

extension RouterModel {
    /// What it knows and where it keeps silent, for a person.
    public var summary: String {
        let size = (Double(byteCount) / 100_000).rounded() / 10
        let cut = (threshold * 100).rounded() / 100
        guard labels.count > 1 else {
            return """
                Model \(digest), \(size) MB: \(examples) texts with \(labels.count) labels.
                There was nothing to tell apart, so it keeps silent about everything: it takes two labels.
                """
        }
        return """
            Model \(digest), \(size) MB: \(examples) texts with \(labels.count) labels.
            It keeps silent where it is less than \(cut) sure.
            """
    }
}
