// Requests to addresses that others chose.

internal import CCurl
internal import Dispatch
internal import Glibc

/// Sends requests to addresses that the program's operator did not write down: the name is resolved
/// once, every address it has is checked, and no connection goes anywhere but to the checked one. No
/// redirect is followed, no proxy of the environment is used, and time and size have limits.
public struct SafeClient: Sendable {
    /// How long a request may take in all, in milliseconds.
    public static let timeoutMilliseconds = 10_000
    /// How long connecting may take, in milliseconds.
    public static let connectMilliseconds = 5_000

    private let allowed: AllowedHosts
    private let timeoutMilliseconds: Int
    private static let queue = DispatchQueue(label: "porchlight.http", attributes: .concurrent)
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// - Parameter allowed: hosts in private networks that may be asked.
    public init(allowed: AllowedHosts = AllowedHosts(), timeoutMilliseconds: Int = timeoutMilliseconds) {
        self.allowed = allowed
        self.timeoutMilliseconds = timeoutMilliseconds
    }

    /// Sends a body with POST.
    ///
    /// - Returns: the status of the answer, from 200 to 299.
    /// - Throws: ``RequestFailure`` for anything else.
    public func post(_ text: String, headers: [(name: String, value: String)], body: [UInt8]) async throws
        -> Int
    {
        guard let address = WebAddress(text) else {
            throw RequestFailure("the address is none of http or https, or holds a password", .lasting)
        }
        let result: Result<Int, RequestFailure> = await withCheckedContinuation { continuation in
            Self.queue.async {
                continuation.resume(
                    returning: Result { () throws(RequestFailure) in
                        try send(address, headers, body)
                    })
            }
        }
        return try result.get()
    }

    private func send(
        _ address: WebAddress, _ headers: [(name: String, value: String)], _ body: [UInt8]
    ) throws(RequestFailure) -> Int {
        let peer = try checkedPeer(of: address)
        guard Self.isReady, let handle = curl_easy_init() else {
            throw RequestFailure("libcurl cannot be started", .temporary)
        }
        var list: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(list) }
        // Without an empty “Expect”, curl waits a second before it sends a larger body.
        for header in headers + [(name: "Expect", value: "")] {
            list = curl_slist_append(list, "\(header.name):\(header.value.isEmpty ? "" : " ")\(header.value)")
        }
        let response = UnsafeMutablePointer<porchlight_curl_response>.allocate(capacity: 1)
        response.initialize(to: porchlight_curl_response())
        defer { response.deallocate() }
        let only = UnsafeMutablePointer<porchlight_curl_peer>.allocate(capacity: 1)
        only.initialize(to: peer.peer)
        defer { only.deallocate() }
        let literal = peer.bytes.count == 4 ? "\(peer)" : "[\(peer)]"
        let pin = curl_slist_append(nil, "\(address.host):\(address.port):\(literal)")
        defer { curl_slist_free_all(pin) }
        // The last to be put off is done first: the handle goes before what it points to.
        defer { curl_easy_cleanup(handle) }
        let settings = [
            porchlight_curl_text(handle, CURLOPT_URL, "\(address)"),
            porchlight_curl_text(handle, CURLOPT_PROTOCOLS_STR, address.scheme),
            porchlight_curl_text(handle, CURLOPT_PROXY, ""),
            porchlight_curl_text(handle, CURLOPT_USERAGENT, "Porchlight"),
            porchlight_curl_number(handle, CURLOPT_FOLLOWLOCATION, 0),
            porchlight_curl_number(handle, CURLOPT_NOSIGNAL, 1),
            porchlight_curl_number(handle, CURLOPT_TIMEOUT_MS, timeoutMilliseconds),
            porchlight_curl_number(
                handle, CURLOPT_CONNECTTIMEOUT_MS, min(timeoutMilliseconds, Self.connectMilliseconds)),
            porchlight_curl_number(handle, CURLOPT_POST, 1),
            porchlight_curl_list(handle, CURLOPT_HTTPHEADER, list),
            porchlight_curl_list(handle, CURLOPT_RESOLVE, pin), porchlight_curl_only_peer(handle, only),
            porchlight_curl_response_into(handle, response),
            body.withUnsafeBytes { porchlight_curl_body(handle, $0.baseAddress, $0.count) },
        ]
        guard settings.allSatisfy({ $0 == CURLE_OK }) else {
            throw RequestFailure("libcurl does not take the request", .lasting)
        }
        let code = curl_easy_perform(handle)
        var status = 0
        _ = porchlight_curl_status(handle, &status)
        // The answer's own words are of no use: too long a one is an answer all the same.
        guard code == CURLE_OK || response.pointee.overflowed != 0 else {
            let reason = String(cString: curl_easy_strerror(code)).lowercased()
            throw RequestFailure("\(address.place) did not answer: \(reason)", .temporary)
        }
        return try Self.judged(status, address)
    }

    private static func judged(_ status: Int, _ address: WebAddress) throws(RequestFailure) -> Int {
        switch status {
        case 200...299: return status
        case 300...399:
            throw RequestFailure(
                "\(address.place) answered \(status): redirects are not followed, name the new address",
                .temporary)
        case 410: throw RequestFailure("\(address.place) answered 410: it wants no more of these", .lasting)
        default: throw RequestFailure("\(address.place) answered \(status)", .temporary)
        }
    }

    /// The address that is connected to. One that is not public among several makes the name suspicious.
    private func checkedPeer(of address: WebAddress) throws(RequestFailure) -> HostAddress {
        let found = HostAddress.all(of: address.host)
        guard let first = found.first else {
            throw RequestFailure("there is no host “\(address.host)”", .temporary)
        }
        guard !allowed.allow(address), let inner = found.first(where: { !$0.isPublic }) else { return first }
        throw RequestFailure(
            "\(address.host) is \(inner), which is not in the public Internet: an operator may allow it in desk.yaml",
            .lasting)
    }
}
