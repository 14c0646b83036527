// Requests of HTTP/1.0, told apart while the version is still known.

internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Gives a request of HTTP/1.0 what HTTP/1.1 asks for: behind this nobody knows the version any more.
///
/// It need name no host (RFC 9112, section 3.2), as probes of load balancers do not, and is one request a
/// connection unless it says otherwise (section 9.3).
final class OlderRequests: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data),
            (head.version.major, head.version.minor) < (1, 1)
        else {
            return context.fireChannelRead(data)
        }
        if !head.headers.contains(name: "Host") { head.headers.add(name: "Host", value: "") }
        if !head.isKeepAlive { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}

/// Puts ``OlderRequests`` in front of what forgets the version.
final class OlderRequestsInstaller: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart

    func handlerAdded(context: ChannelHandlerContext) {
        do {
            let pipeline = context.pipeline.syncOperations
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(OlderRequests(), position: .before(codec))
        } catch {
            // Without it requests of HTTP/1.0 would be refused for what they need not say.
            context.close(promise: nil)
        }
    }
}
