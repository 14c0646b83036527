// What machines ask that watch over the server.

internal import HTTPTypes
internal import HelpDesk
internal import Hummingbird
internal import Logging
internal import TicketStore

extension WebServer {
    /// Whether tickets can be taken in: 200 when they can, 503 when the store does not answer.
    func readiness(_ context: DeskContext) async -> Response {
        do {
            try await desk.tryStore()
            return .text("ready\n")
        } catch {
            context.logger.error("not ready: \(logWords(error))")
            let code = (error as? StoreError)?.code.rawValue ?? "failed"
            let words = "nothing can be stored: \(code)\n"
            return tryAgain(.text(words, status: .serviceUnavailable), afterSeconds: 10)
        }
    }

    /// All figures. A store that gives no answer is a figure, too.
    func metricsPage(_ context: DeskContext) async -> Response {
        var counted: StoreFigures?
        do {
            counted = try await desk.figures()
        } catch {
            context.logger.error("nothing could be counted: \(logWords(error))")
        }
        var response = Response.text(Figure.text(metrics.figures + Figure.store(counted) + (await figures())))
        response.headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
        return response
    }
}

extension Response {
    /// A few words for a program.
    static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

/// Counts requests and how long they took.
struct RequestMeter: RouterMiddleware {
    let metrics: Metrics

    func handle(
        _ request: Request, context: DeskContext, next: (Request, DeskContext) async throws -> Response
    ) async throws -> Response {
        let clock = ContinuousClock()
        let start = clock.now
        let response = try await next(request, context)
        metrics.count(
            method: request.method.rawValue, route: context.route, status: response.status.code,
            seconds: (clock.now - start) / .seconds(1))
        return response
    }
}
