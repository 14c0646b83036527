// Where an answer links to, as far as plugins are told of it.

internal import Tickets

/// The places that a message links to: web addresses and paths, and nothing else that stands where a
/// link's destination would.
enum LinkedPlace {
    /// A longer address is left out (RFC 9110, section 4.1, asks for 8,000; pages have shorter ones).
    static let mostBytes = 2_048

    /// Each once, in order.
    static func all(in body: String) -> [String] {
        var places: [String] = []
        for place in MessageLinks.addresses(in: body).compactMap(place) where !places.contains(place) {
            places.append(place)
        }
        return places
    }

    /// A destination without its query, which may hold a secret, and with its fragment only where that is
    /// the anchor of a heading: one page may answer several questions.
    ///
    /// - Returns: `nil` for anything but the address of a page (RFC 3986, section 3).
    static func place(_ destination: String) -> String? {
        let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        guard let page = parts.first?.split(separator: "?", omittingEmptySubsequences: false).first,
            isPage(page)
        else { return nil }
        var place = String(page)
        if parts.count > 1, isAnchor(parts[1]) { place += "#" + parts[1] }
        return place.utf8.count <= mostBytes ? place : nil
    }

    private static func isPage(_ page: Substring) -> Bool {
        guard page.unicodeScalars.allSatisfy({ isPart($0) }) else { return false }
        if page.hasPrefix("/") { return true }
        guard let scheme = ["https://", "http://"].first(where: { page.lowercased().hasPrefix($0) }) else {
            return false
        }
        // A name and password before the host are nobody's business.
        let host = page.dropFirst(scheme.count).prefix { $0 != "/" }
        return !host.isEmpty && !host.contains("@")
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
            && !"<>\"\\`{}|^".unicodeScalars.contains(scalar)
    }

    private static func isAnchor(_ text: Substring) -> Bool {
        !text.isEmpty && text.unicodeScalars.allSatisfy { isPart($0) && !"=&/?#".unicodeScalars.contains($0) }
    }
}
