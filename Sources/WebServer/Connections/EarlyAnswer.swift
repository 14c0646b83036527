// Ends a connection after an answer that says so, also where the request is still coming in.

internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Closes the connection after an answer with `Connection: close` (RFC 9112, section 9.6).
///
/// An answer to a request that is still coming in, such as 413, would be lost if the connection were closed
/// at once: bytes that nobody reads make the system reset it, and the client throws away what it has got. So
/// only our side is closed, and what still comes is read for a moment and forgotten.
final class EarlyAnswer: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a client may take to notice the answer.
    private static let patience = TimeAmount.seconds(2)

    private var isReading = false
    private var endsConnection = false
    private var hasEnded = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: isReading = true
        case .end: isReading = false
        case .body: break
        }
        if !hasEnded { context.fireChannelRead(data) }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            endsConnection = head.headerFields[.connection]?.lowercased() == "close"
        case .end where endsConnection:
            hasEnded = true
            let isWhole = !isReading
            let written = promise ?? context.eventLoop.makePromise()
            let channel = context.channel
            written.futureResult.whenComplete { _ in
                channel.close(mode: isWhole ? .all : .output, promise: nil)
                channel.eventLoop.scheduleTask(in: Self.patience) { channel.close(promise: nil) }
            }
            return context.writeAndFlush(data, promise: written)
        case .body, .end: break
        }
        context.write(data, promise: promise)
    }
}
