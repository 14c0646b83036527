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
    /// Mail addresses that belong to it beside those, lower case.
    public let addresses: [String]
    /// The identifier of the agent who cares for it.
    public let person: String?

    /// An organisation.
    public init(
        id: String, name: String, tier: String? = nil, domains: [String] = [], addresses: [String] = [],
        person: String? = nil
    ) {
        self.id = id
        self.name = name
        self.tier = tier
        self.domains = domains.map { $0.lowercased() }
        self.addresses = addresses.map { $0.lowercased() }
        self.person = person
    }
}

extension Sequence<Organisation> {
    /// Whom an address belongs to: who lists it, else who has its domain. A domain counts as it stands, not
    /// for those below it, which may be other people's.
    public func first(of address: String) -> Organisation? {
        let address = address.lowercased()
        let domain = address.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init)
        return first { $0.addresses.contains(address) }
            ?? first { organisation in domain.map(organisation.domains.contains) ?? false }
    }
}
