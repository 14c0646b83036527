// What the store counts, as figures with names.

internal import TicketStore
internal import Tickets

extension Figure {
    /// What a store has counted; `nil` when it gave no answer.
    static func store(_ counted: StoreFigures?) -> [Figure] {
        let answers = Figure(
            .gauge, "porchlight_store_up", "Whether the database answers: 1 or 0.", counted == nil ? 0 : 1)
        guard let counted else { return [answers] }
        return [
            answers,
            Figure(
                .gauge, "porchlight_tickets", "Tickets by status.",
                TicketStatus.allCases.map {
                    Sample(Double(counted.tickets[$0] ?? 0), [("status", $0.rawValue)])
                }),
            Figure(
                .gauge, "porchlight_held_tickets", "Questions that wait for a person to let them in.",
                Double(counted.held)),
            Figure(
                .gauge, "porchlight_undecided_tickets", "Tickets that the plugins have still to answer.",
                Double(counted.undecided)),
            Figure(
                .gauge, "porchlight_outbox_mails", "Mails that wait to leave the outbox.",
                Double(counted.unsentMails)),
            Figure(
                "porchlight_store_commit_seconds", "How long a commit took, waiting for the disk included.",
                durations: [([], counted.commits)]),
            Figure(
                .counter, "porchlight_store_failed_commits_total", "Commits that failed.",
                Double(counted.failedCommits)),
        ]
    }
}
