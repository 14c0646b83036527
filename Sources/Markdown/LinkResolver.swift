// Where links and images of a text lead to on the site.

/// Gives destinations the addresses that they have on the site. It is asked for every link, so it
/// must be cheap.
public protocol LinkResolver {
    /// The address to write for a link's destination as written; empty for a link that is to lead
    /// nowhere.
    ///
    /// - Parameter snippet: the name of the snippet that it stands in; `nil` for the text itself.
    func link(_ destination: String, in snippet: String?) -> String
    /// The address, and the size if it is known, for an image's destination as written.
    func image(_ destination: String, in snippet: String?) -> ImageReference
}
