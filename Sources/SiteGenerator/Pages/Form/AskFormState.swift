// What a form holds when it is shown: nothing at first, later what somebody filled in.

/// What stands in a form.
public struct AskFormState: Sendable, Equatable {
    /// An answer that may be what somebody is looking for.
    public struct Suggestion: Sendable, Equatable {
        /// Where it lies.
        public let address: String
        /// The question, heading or title.
        public let title: String

        /// A suggestion.
        public init(address: String, title: String) {
            self.address = address
            self.title = title
        }
    }

    /// The server's key; empty where the device makes one.
    public var key = ""
    /// What was filled in, by the names of the inputs. Boxes that are ticked hold `yes`.
    public var values: [String: String] = [:]
    /// What is wrong, in words, by the names of the inputs.
    public var errors: [String: String] = [:]
    /// A sentence above the form.
    public var notice: String?
    /// The page that somebody came from: its address and its title.
    public var article: (address: String, title: String)? {
        get { articleAddress.map { ($0, articleTitle) } }
        set { (articleAddress, articleTitle) = (newValue?.address, newValue?.title ?? "") }
    }
    /// Answers that may help.
    public var suggestions: [Suggestion] = []

    private var articleAddress: String?
    private var articleTitle = ""

    /// An empty form.
    public init() {}
}
