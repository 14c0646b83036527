// As much of a request as is read first.

/// As much of a request as is needed to choose the type of its parameters.
public struct RequestHead: Sendable, Codable {
    /// Repeated in the response; absent for notifications.
    public let id: String?
    /// What is asked, whether this version knows it or not.
    public let method: String
}
