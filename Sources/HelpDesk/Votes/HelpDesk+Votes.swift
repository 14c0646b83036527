// What readers say of articles.

public import TicketStore

extension HelpDesk {
    /// Takes a reader's answer in. Of one device the last answer on an article counts.
    ///
    /// - Parameter place: where it came from; `nil` where that is not known.
    /// - Throws: ``TooManyPosts``, or the store's error.
    public func vote(_ ballot: Ballot, from place: PostingPlace?) async throws {
        let now = now
        guard !spam.isVoteFlood(place, now: now) else { throw TooManyPosts() }
        try await store.cast(
            Vote(
                voter: links.voter(ballot, from: place, day: SuggestionCount.day(of: now)),
                article: ballot.article, isHelpful: ballot.isHelpful, reason: ballot.reason, at: now))
        onChange()
    }

    /// What readers said of every article, the one that helped the fewest first.
    public func voteCounts() async throws -> [VoteCount] {
        try await store.voteCounts()
    }

    /// Why an article did or did not help, the newest first.
    ///
    /// - Parameter id: the last of the page before; `nil` for the first page.
    public func voteReasons(of article: String, before id: Int64?) async throws -> [VoteReason] {
        try await store.voteReasons(of: article, before: id, limit: 50)
    }

    /// Takes a reader's words away.
    ///
    /// - Returns: whether there were any.
    public func eraseVoteReason(_ id: Int64) async throws -> Bool {
        try await store.eraseVoteReason(id)
    }
}

extension SecretLinks {
    /// What stands for a reader on one article. The article is a part of it, so that nobody can tell
    /// which articles one reader has spoken about, and the key is, so that nobody can try devices out.
    ///
    /// Without a device's key readers are told apart by network, browser and day: two who share all of
    /// them count as one.
    func voter(_ ballot: Ballot, from place: PostingPlace?, day: Int) -> String {
        if Self.isOfDevice(ballot.deviceKey) {
            return authenticationCode("voter:\(ballot.article):\(ballot.deviceKey)")
        }
        let reader = "\(day):\(place?.network ?? ""):\(ballot.userAgent)"
        return authenticationCode("visitor:\(ballot.article):\(reader)")
    }
}
