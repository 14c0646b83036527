// Whom a customer belongs to.

/// A customer's company, school or office.
public struct Organisation: Sendable, Equatable, Codable {
    /// What events and plugins call it.
    public let id: String
    /// What people read.
    public let name: String
    /// What it has paid for; its tickets begin with it.
    public let tier: String?
    /// Mail domains whose senders belong to it, lower case.
    public let domains: [String]

    /// An organisation.
    public init(id: String, name: String, tier: String? = nil, domains: [String] = []) {
        self.id = id
        self.name = name
        self.tier = tier
        self.domains = domains.map { $0.lowercased() }
    }
}
