// What readers said of articles.

public import FoundationEssentials

extension MemoryStore {
    /// A vote with its number.
    struct NumberedVote {
        let id: Int64
        var vote: Vote
    }

    /// Takes the place of an earlier one.
    public func cast(_ vote: Vote) {
        lastCast += 1
        casts.append(
            CastVote(
                number: lastCast, article: vote.article, isHelpful: vote.isHelpful, at: vote.at.inMilliseconds
            ))
        keep(vote)
    }

    /// Takes in that a vote was cast.
    func takeNew(_ cast: CastVote) throws {
        guard cast.number > lastCast else { throw StoreError(.notEmpty, number: 0) }
        casts.append(cast)
        lastCast = cast.number
    }

    /// Keeps a vote, in the place of an earlier one of the same reader.
    func keep(_ vote: Vote) {
        if let place = place(of: vote) {
            votes[place].vote = vote.replacing(votes[place].vote)
        } else {
            votes.append(NumberedVote(id: (votes.last?.id ?? 0) + 1, vote: vote))
        }
    }

    /// Looks through all changes.
    public func castVotes(after number: Int64, limit: Int) -> [CastVote] {
        Array(casts.filter { $0.number > number }.prefix(limit))
    }

    /// The last number that was given.
    public func lastCastVote() -> Int64 { lastCast }

    /// Takes the older ones away.
    public func trimCastVotes(before moment: Date) { casts.removeAll { $0.at < moment } }

    /// Where the vote of the same reader on the same article stands.
    func place(of vote: Vote) -> Int? {
        votes.firstIndex { ($0.vote.article, $0.vote.voter) == (vote.article, vote.voter) }
    }

    /// Adds up.
    public func voteCounts() -> [VoteCount] {
        Dictionary(grouping: votes.map(\.vote), by: \.article).map { article, votes in
            VoteCount(
                article: article, yes: votes.count { $0.isHelpful }, no: votes.count { !$0.isHelpful },
                reasons: votes.count { !$0.reason.isEmpty })
        }.sorted(by: VoteCount.isBefore)
    }

    /// Looks through all votes from the last one.
    public func voteReasons(of article: String, before id: Int64?, limit: Int) -> [VoteReason] {
        votes.reversed().filter {
            $0.vote.article == article && !$0.vote.reason.isEmpty && $0.id < id ?? .max
        }.prefix(limit).map {
            VoteReason(
                id: $0.id, article: article, isHelpful: $0.vote.isHelpful, text: $0.vote.reason,
                at: $0.vote.at)
        }
    }

    /// Empties the reason.
    public func eraseVoteReason(_ id: Int64) -> Bool {
        guard let place = votes.firstIndex(where: { $0.id == id && !$0.vote.reason.isEmpty }) else {
            return false
        }
        let vote = votes[place].vote
        votes[place].vote = Vote(
            voter: vote.voter, article: vote.article, isHelpful: vote.isHelpful, at: vote.at)
        return true
    }
}
