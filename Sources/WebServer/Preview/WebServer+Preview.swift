// The routes of the preview: its script and its events.

internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle

extension WebServer {
    /// Adds what pages that reload by themselves ask for.
    func add(_ preview: SitePreview, to router: Router<DeskContext>) {
        add(
            RouterPath(SitePreview.scriptPath), to: router,
            get: { _, _ in
                Response(
                    status: .ok,
                    headers: [.contentType: "text/javascript; charset=utf-8", .cacheControl: "no-cache"],
                    body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.preview_js)))
            })
        add(
            RouterPath(SitePreview.eventsPath), to: router,
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
            })
    }
}
