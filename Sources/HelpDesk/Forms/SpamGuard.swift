// Which questions a person looks at before anything else happens to them.

internal import FoundationEssentials
internal import Tickets

/// Counts questions and says why one is to be held. No third party is asked, and nobody is refused a
/// question for what is in it.
final class SpamGuard: Sendable {
    let limits: PostingLimits
    private let addresses = PostingCounter(seconds: 600)
    private let networks = PostingCounter(seconds: 600)
    private let recipients = PostingCounter(seconds: 3_600)
    private let posts = PostingCounter(seconds: 600)
    private let votes = PostingCounter(seconds: 600)
    private let finds = PostingCounter(seconds: 600)

    init(_ limits: PostingLimits) {
        self.limits = limits
    }

    /// Whether more comes from a network than anybody reads; this post is counted.
    func isFlood(_ place: PostingPlace?, now: Date) -> Bool {
        guard let place else { return false }
        return posts.count(place.network, now: now) > limits.postsPerNetwork
    }

    /// Whether more has come from a network than anybody reads, before this post.
    func isFlooding(_ place: PostingPlace?, now: Date) -> Bool {
        guard let place else { return false }
        return posts.known(place.network, now: now) >= limits.postsPerNetwork
    }

    /// Whether a network asks for more links than people lose; this one is counted.
    func isFindFlood(_ place: PostingPlace?, now: Date) -> Bool {
        guard let place else { return false }
        return finds.count(place.network, now: now) > limits.perNetwork
    }

    /// Whether a place says more of articles than anybody reads.
    func isVoteFlood(_ place: PostingPlace?, now: Date) -> Bool {
        guard let place else { return false }
        return votes.count(place.address, now: now) > limits.votesPerAddress
    }

    /// Why a new question is held; empty for one that is not.
    func reasons(
        toHold form: AskForm, issuedAt: Date?, from place: PostingPlace?, now: Date
    ) -> [HoldReason] {
        var reasons: [HoldReason] = []
        if form.isLured { reasons.append(.lured) }
        // A clock that was set back makes nobody suspicious.
        if let issuedAt, (0..<max(0, limits.leastSeconds)).contains(now.timeIntervalSince(issuedAt)) {
            reasons.append(.tooFast)
        }
        return reasons + tooMany(for: form.address, from: place, now: now)
    }

    /// Why a question that follows up another one is held; empty for one that is not.
    ///
    /// - Parameter wasTakenUp: whether somebody has found that the other one was no spam after all.
    func reasons(
        toHoldFollowUpOf ticket: Ticket, wasTakenUp: Bool, from place: PostingPlace?, now: Date
    ) -> [HoldReason] {
        let isAfterSpam = !wasTakenUp && HelpDesk.isDiscarded(ticket)
        return (isAfterSpam ? [.afterSpam] : [])
            + tooMany(for: ticket.requester.address, from: place, now: now)
    }

    private func tooMany(for address: String, from place: PostingPlace?, now: Date) -> [HoldReason] {
        var reasons: [HoldReason] = []
        if let place {
            if addresses.count(place.address, now: now) > limits.perAddress { reasons.append(.address) }
            if networks.count(place.network, now: now) > limits.perNetwork { reasons.append(.network) }
        }
        if recipients.count(address.lowercased(), now: now) > limits.perRecipient {
            reasons.append(.recipient)
        }
        return reasons
    }
}
