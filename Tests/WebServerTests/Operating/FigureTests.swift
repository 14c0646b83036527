// Figures as Prometheus reads them, whole.

import CustomDump
import Testing
import TicketStore
import Tickets

@testable import WebServer

@Suite("Figures")
struct FigureTests {
    @Test("Are text with what each means, its labels, and groups that add up")
    func text() {
        var durations = Durations()
        for seconds in [0.0004, 0.001, 0.3, 60] { durations.count(seconds: seconds) }
        let figures = [
            Figure(.gauge, "tickets", "Tickets by status.", [.init(2, [("status", "new")]), .init(0.5)]),
            Figure("answer_seconds", "How long.", durations: [([("route", "/a\"\\\nb")], durations)]),
        ]
        let groups = [
            ("0.001", 2), ("0.0025", 2), ("0.005", 2), ("0.01", 2), ("0.025", 2), ("0.05", 2), ("0.1", 2),
            ("0.25", 2), ("0.5", 3), ("1.0", 3), ("2.5", 3), ("5.0", 3), ("10.0", 3), ("+Inf", 4),
        ].map { #"answer_seconds_bucket{route="/a\"\\\nb",le="\#($0)"} \#($1)"# + "\n" }.joined()
        expectNoDifference(
            Figure.text(figures),
            """
            # HELP tickets Tickets by status.
            # TYPE tickets gauge
            tickets{status="new"} 2
            tickets 0.5
            # HELP answer_seconds How long.
            # TYPE answer_seconds histogram

            """ + groups + #"""
                answer_seconds_sum{route="/a\"\\\nb"} 60.3014
                answer_seconds_count{route="/a\"\\\nb"} 4

                """#)
    }

    @Test("Of requests count them by route, and every strange method as one")
    func requests() {
        let metrics = Metrics()
        metrics.count(method: "GET", route: "site", status: 200, seconds: 0.01)
        metrics.count(method: "GET", route: "site", status: 206, seconds: 0.01)
        for method in ["BREW", "TRACE"] {
            metrics.count(method: method, route: "/ask", status: 405, seconds: 0)
        }
        let lines = Figure.text(metrics.figures).split(separator: "\n").filter { !$0.contains("_bucket") }
        expectNoDifference(
            lines,
            [
                "# HELP porchlight_http_requests_total Requests that were answered.",
                "# TYPE porchlight_http_requests_total counter",
                #"porchlight_http_requests_total{method="OTHER",route="/ask",status="4xx"} 2"#,
                #"porchlight_http_requests_total{method="GET",route="site",status="2xx"} 2"#,
                "# HELP porchlight_http_request_seconds How long answers took to begin.",
                "# TYPE porchlight_http_request_seconds histogram",
                #"porchlight_http_request_seconds_sum{route="/ask"} 0"#,
                #"porchlight_http_request_seconds_count{route="/ask"} 2"#,
                #"porchlight_http_request_seconds_sum{route="site"} 0.02"#,
                #"porchlight_http_request_seconds_count{route="site"} 2"#,
            ])
    }

    @Test("Of a store that gives no answer are that it gives none")
    func store() {
        expectNoDifference(
            Figure.text(Figure.store(nil)),
            """
            # HELP porchlight_store_up Whether the database answers: 1 or 0.
            # TYPE porchlight_store_up gauge
            porchlight_store_up 0

            """)
        var counted = StoreFigures()
        counted.tickets = [.open: 3]
        counted.held = 1
        let values = Figure.text(Figure.store(counted)).split(separator: "\n").filter {
            !$0.hasPrefix("#") && !$0.contains("commit")
        }
        expectNoDifference(
            values,
            [
                "porchlight_store_up 1", #"porchlight_tickets{status="new"} 0"#,
                #"porchlight_tickets{status="open"} 3"#, #"porchlight_tickets{status="pending"} 0"#,
                #"porchlight_tickets{status="solved"} 0"#, #"porchlight_tickets{status="closed"} 0"#,
                "porchlight_held_tickets 1", "porchlight_undecided_tickets 0", "porchlight_outbox_mails 0",
            ])
    }
}
