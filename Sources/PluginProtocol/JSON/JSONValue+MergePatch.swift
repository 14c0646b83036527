// JSON Merge Patch: how a plugin's state changes.

extension JSONValue {
    /// The value after a patch (RFC 7396, section 2): members of objects are replaced one by one,
    /// `null` takes one away, anything else takes the place of what was there.
    public func merging(_ patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members = object ?? [:]
        for (key, change) in changes {
            members[key] = change == .null ? nil : (members[key] ?? .null).merging(change)
        }
        return .object(members)
    }
}
