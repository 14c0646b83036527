// The routes of the preview: its script and its events.

internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle

extension WebServer {
    /// What pages that reload by themselves ask for.
    func routes(_ preview: SitePreview) -> [Route] {
        [
            Route(
                SitePreview.scriptPath, for: .everybody,
                get: { _, _ in
                    Response(
                        status: .ok,
                        headers: [.contentType: "text/javascript; charset=utf-8", .cacheControl: "no-cache"],
                        body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.preview_js)))
                }),
            Route(
                SitePreview.eventsPath, for: .everybody,
                get: { _, _ in
                    let events = preview.events()
                    return Response(
                        status: .ok,
                        headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                        body: ResponseBody { writer in
                            // A server that is asked to stop waits for its readers, and these have no end.
                            for await event in events.cancelOnGracefulShutdown() {
                                try await writer.write(ByteBuffer(string: event))
                            }
                            try await writer.finish(nil)
                        })
                }),
        ]
    }
}
