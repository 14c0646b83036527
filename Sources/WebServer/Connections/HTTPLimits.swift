// How long a connection may take and how many there may be, so that nobody can hold the server up.

internal import Glibc
internal import HTTPTypes
public import Hummingbird
internal import HummingbirdCore
internal import NIOCore
internal import NIOHTTPTypes

/// The limits of the HTTP server.
public enum HTTPLimits {
    /// Connections that are served at a time; more wait until one of them ends. So many that whoever
    /// opens thousands and sends nothing keeps nobody waiting, as far as the machine lets a program
    /// have so many files.
    public static let connections: Int = {
        var limit = rlimit()
        guard getrlimit(Self.openFiles, &limit) == 0 else { return 500 }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(Self.openFiles, &limit)
        guard getrlimit(Self.openFiles, &limit) == 0 else { return 500 }
        // The database, the site and the plugins need some as well.
        return min(max(100, Int(clamping: limit.rlim_cur) - 250), 12_000)
    }()

    private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

    /// The server's side of a connection.
    ///
    /// - Parameter seconds: how long a request may take to arrive, and how long a connection may be
    ///   idle.
    public static func server(requestSeconds seconds: Int) -> HTTPServerBuilder {
        .http1(
            configuration: .init(
                additionalChannelHandlers: [
                    OlderRequestsInstaller(), RequestDeadline(.seconds(Int64(seconds))), EarlyAnswer(),
                ],
                idleTimeout: .seconds(Int64(seconds))))
    }

    /// An address to listen on, with the cap on connections.
    public static func configuration(host: String, port: Int) -> ApplicationConfiguration {
        ApplicationConfiguration(
            address: .hostname(host, port: port), serverName: nil,
            availableConnectionsDelegate: MaximumAvailableConnections(connections))
    }
}

/// Closes a connection whose request does not arrive in time, however often a byte of it comes (see
/// ``ArrivalDeadline``), and any that is still open a few seconds after the server was asked to stop.
private final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private static let farewell = TimeAmount.seconds(3)

    private let limit: TimeAmount
    private var deadline: ArrivalDeadline?
    private var check: Scheduled<Void>?

    init(_ limit: TimeAmount) {
        self.limit = limit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            end()
            deadline = ArrivalDeadline(limit, uploadBytes: Self.uploadBytes(head), now: .now())
            watch(context.channel)
        case .body(let bytes): deadline?.take(bytes: bytes.readableBytes, now: .now())
        case .end: end()
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            let channel = context.channel
            channel.eventLoop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The length of a form with files.
    private static func uploadBytes(_ head: HTTPRequest) -> Int64 {
        guard head.headerFields[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true,
            let length = head.headerFields[.contentLength].flatMap({ Int64($0) })
        else { return 0 }
        return length
    }

    private func end() {
        check?.cancel()
        deadline = nil
    }

    /// Looks again at each deadline whether it has moved on.
    private func watch(_ channel: any Channel) {
        guard let deadline else { return }
        check = channel.eventLoop.assumeIsolated().scheduleTask(deadline: deadline.moment) {
            guard let moment = self.deadline?.moment else { return }
            if moment <= .now() { channel.close(promise: nil) } else { self.watch(channel) }
        }
    }
}
