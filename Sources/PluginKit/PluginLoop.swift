// The loop around a plugin: a line in, a line out, until stdin ends or the host says shutdown.

internal import FoundationEssentials
internal import Glibc
internal import PluginProtocol

/// Answers the host's requests, one after the other: exactly one response for every request, also
/// for one that was cancelled while it waited.
public struct PluginLoop<Implementation: Plugin> {
    private var plugin: Implementation?
    private let decoder = JSONDecoder()
    private let encoder = JSONEncoder()

    /// A plugin that has not been initialized.
    public init(_: Implementation.Type) {
        encoder.outputFormatting = [.withoutEscapingSlashes]
    }

    /// Serves standard input and output until the input ends.
    public static func run(_ type: Implementation.Type) {
        var loop = PluginLoop(type)
        var framing = LineFraming()
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            guard count > 0 else { return }
            guard let lines = try? framing.lines(appending: buffer[..<count]) else {
                let said = #"{"level":"error","msg":"the host sent a line of more than 1 MiB: it ends"}"#
                _ = send(Array(said.utf8), to: STDERR_FILENO)
                return
            }
            for line in lines {
                guard let answer = loop.answer(line) else { continue }
                guard send(answer.line) else { return }
                if answer.isLast { return }
            }
        }
    }

    /// The response to a line of input; `nil` for a notification.
    public mutating func answer(_ line: [UInt8]) -> (line: [UInt8], isLast: Bool)? {
        let data = Data(line)
        guard let head = try? decoder.decode(RequestHead.self, from: data) else {
            let error = ResponseError(.unreadable, "the line is not a JSON-RPC request")
            return (encode(Response<Nothing>(id: "", error: error)), false)
        }
        guard let id = head.id else { return nil }
        do {
            guard let method = Method(rawValue: head.method) else {
                throw ResponseError.unknownMethod(head.method)
            }
            return (try respond(to: method, id, data), method == .shutdown)
        } catch let error as ResponseError {
            return (encode(Response<Nothing>(id: id, error: error)), false)
        } catch let error as PluginConfigurationError {
            let refusal = ResponseError.badConfig(error.description, path: error.path)
            return (encode(Response<Nothing>(id: id, error: refusal)), false)
        } catch is DecodingError {
            let invalid = ResponseError(.invalidParams, "the parameters are not those of \(head.method)")
            return (encode(Response<Nothing>(id: id, error: invalid)), false)
        } catch {
            return (encode(Response<Nothing>(id: id, error: .failed("\(error)"))), false)
        }
    }

    private mutating func respond(to method: Method, _ id: String, _ data: Data) throws -> [UInt8] {
        switch method {
        case .initialize: return encode(Response(id: id, result: try initialize(data)))
        case .ping: return encode(Response(id: id, result: Nothing()))
        case .shutdown:
            plugin?.shutDown()
            return encode(Response(id: id, result: Nothing()))
        default: break
        }
        guard var plugin else { throw ResponseError.failed("initialize comes first") }
        // Handed back below: a copy held here would make the plugin copy its own storage.
        self.plugin = nil
        defer { self.plugin = plugin }
        switch method {
        case .enrich: return encode(Response(id: id, result: try plugin.enrich(params(data))))
        case .route: return encode(Response(id: id, result: try plugin.route(params(data))))
        case .reply: return encode(Response(id: id, result: try plugin.reply(params(data))))
        case .review: return encode(Response(id: id, result: try plugin.review(params(data))))
        case .surveyPlan: return encode(Response(id: id, result: try plugin.planSurvey(params(data))))
        case .event:
            let delivery: EventParams = try params(data)
            return encode(Response(id: id, result: try plugin.take(delivery)))
        case .timer:
            let timer: TimerParams = try params(data)
            return encode(Response(id: id, result: try plugin.take(timer)))
        case .initialize, .ping, .shutdown: throw ResponseError.unknownMethod(method.rawValue)
        }
    }

    private mutating func initialize(_ data: Data) throws -> InitializeResult {
        // The versions first: what else stands there may be of a version that is not known here.
        let offered: OfferedProtocols = try params(data)
        guard offered.protocols.contains(protocolVersion) else {
            throw ResponseError.unsupportedProtocol([protocolVersion])
        }
        plugin = try Implementation(params(data) as InitializeParams)
        return InitializeResult(hooks: Implementation.hooks.map(\.rawValue))
    }

    private func params<Params: Codable & Sendable>(_ data: Data) throws -> Params {
        try decoder.decode(Request<Params>.self, from: data).params
    }

    private func encode(_ response: some Encodable) -> [UInt8] {
        guard let data = try? encoder.encode(response) else {
            let error = ResponseError.failed("the answer holds a number that JSON cannot write")
            return (try? encoder.encode(Response<Nothing>(id: "", error: error))).map { Array($0) } ?? []
        }
        return Array(data)
    }

    private static func send(_ line: [UInt8], to descriptor: Int32 = STDOUT_FILENO) -> Bool {
        var rest = (line + [UInt8(ascii: "\n")])[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
