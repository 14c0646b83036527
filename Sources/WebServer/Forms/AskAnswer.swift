// What is answered to a form: a page for people, JSON for a script.

internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird

/// A form's fate, for the script that has sent it.
struct AskAnswer: Encodable {
    /// The page of the ticket that it became.
    var address: String?
    /// A sentence about all of it.
    var message: String?
    /// What is wrong, by the names of the inputs.
    var errors: [String: String]?
    /// A key to send the form with once more, where its own is used up.
    var key: String?

    func response(_ status: HTTPResponse.Status) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(self)) ?? Data("{}".utf8)
        return Response(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Request {
    /// Whether a script asks, which wants JSON.
    var wantsJSON: Bool { headers[.accept]?.lowercased().contains("application/json") == true }
}

/// What languages a browser would like (RFC 9110, section 12.5.4), the best first.
func wantedLanguages(_ field: String?) -> [String] {
    let wishes = (field ?? "").split(separator: ",").prefix(20).map { part -> (tag: String, weight: Double) in
        let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
        let weight = words.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
        return (words.first ?? "", weight ?? 1)
    }
    return wishes.enumerated().filter { $0.element.weight > 0 && $0.element.tag != "*" }
        .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }.map(\.element.tag)
}
