// Names of header fields that the HTTP library does not name itself.

internal import HTTPTypes

extension HTTPField.Name {
    static let forwarded = known("Forwarded")
    static let forwardedFor = known("X-Forwarded-For")
    static let referrer = known("Referer")
    static let referrerPolicy = known("Referrer-Policy")
    static let secFetchSite = known("Sec-Fetch-Site")
    static let xRobotsTag = known("X-Robots-Tag")
    /// Any `Host` but the first, which the HTTP library takes as a request's authority.
    static let furtherHost = known("Host")

    /// A name written in this file; it is a token (RFC 9110, section 5.1).
    private static func known(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
        return name
    }
}
