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

/// Closes a connection whose request does not arrive in time, however often a byte of it comes, and
/// any that is still open a few seconds after the server was asked to stop.
private final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private static let farewell = TimeAmount.seconds(3)
    private static let slowestBytesPerSecond: Int64 = 16 * 1024
    private static let longestUploadSeconds: Int64 = 1_800

    private let limit: TimeAmount
    private var deadline: Scheduled<Void>?

    init(_ limit: TimeAmount) {
        self.limit = limit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): deadline = close(context.channel, in: limit + Self.forFiles(head))
        case .end: deadline?.cancel()
        case .body: break
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { _ = close(context.channel, in: Self.farewell) }
        context.fireUserInboundEventTriggered(event)
    }

    /// How much longer a form with files may take: as long as a slow connection needs for it.
    private static func forFiles(_ head: HTTPRequest) -> TimeAmount {
        guard head.headerFields[.contentType]?.lowercased().hasPrefix("multipart/form-data") == true,
            let length = head.headerFields[.contentLength].flatMap({ Int64($0) }), length > 0
        else { return .zero }
        return .seconds(min(length / slowestBytesPerSecond, longestUploadSeconds))
    }

    private func close(_ channel: any Channel, in delay: TimeAmount) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: delay) { channel.close(promise: nil) }
    }
}
