// Connections that end in the middle of a request.

internal import NIOCore
internal import NIOHTTP1

extension Error {
    /// Whether it says that the other side went away, or sent what is no HTTP: nothing is wrong here, and
    /// mostly nobody is left to be answered.
    var isLostConnection: Bool { self is HTTPParserError || self is ChannelError || self is IOError }
}
