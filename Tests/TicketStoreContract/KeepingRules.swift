// Files, mails, secrets, and the way in and out of everything.

import Foundation
import TicketStore
import Tickets

extension StoreRule {
    static let files = [
        StoreRule("A file is known by its digest, kept once, and comes back byte by byte") { store in
            let file = try await store.keep("abc")
            // FIPS 180-4, the first example of SHA-256.
            try expect(
                file.digest.description,
                is: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
            try expect(file.lengthBytes, is: 3)
            try expect(try await store.keep("abc"), is: file)
            try expect(try await store.text(of: file.digest), is: "abc")
            let empty = try await store.keep("")
            try expect(try await store.text(of: empty.digest), is: "")
            let unknown = try require(ContentDigest(String(repeating: "0", count: 64)))
            try expect(try await store.text(of: unknown), is: nil)
        },
        StoreRule("A file whose sender goes away is not kept") { store in
            try await expect(TicketError.tooMany) {
                _ = try await store.keepFile(now: Sample.noon) { throw TicketError.tooMany }
            }
            try expect(try await store.removeUnusedFiles(keptBefore: .distantFuture), is: 0)
        },
        StoreRule("Files that no message has go, unless they are new, and kept ones stay") { store in
            let used = try await store.keep("used")
            let unused = try await store.keep("unused")
            let new = try await store.keep("new", at: Sample.noon + 60)
            let attachment = Attachment(
                name: FileName(cleaning: "a"), mediaType: "text/plain", lengthBytes: 4, digest: used.digest)
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.edit(id, now: Sample.noon) {
                try $0.say("Look.", attachments: [attachment], by: .requester)
            }
            try expect(try await store.removeUnusedFiles(keptBefore: Sample.noon + 30), is: 1)
            try expect(try await store.text(of: used.digest), is: "used")
            try expect(try await store.text(of: unused.digest), is: nil)
            try expect(try await store.text(of: new.digest), is: "new")
        },
    ]

    static let mails = [
        StoreRule("A mail waits in the outbox until it is marked as sent, the oldest first") { store in
            let id = try await store.submit(Sample.question(), now: Sample.noon).id
            _ = try await store.edit(id, now: Sample.noon) { edit in
                for number in 1...3 { edit.mail(subject: "Re: Lamp", text: "\(number)") }
            }
            try await store.markSent([2], now: Sample.noon)
            let texts = { (after: Int64, limit: Int) in
                try await store.unsentMails(after: after, limit: limit).map(\.mail.text)
            }
            try expect(try await texts(0, 9), is: ["1", "3"])
            try expect(try await texts(1, 9), is: ["3"])
            try expect(try await texts(0, 1), is: ["1"])
            let all = { (before: Int64?, limit: Int) in
                try await store.mails(before: before, limit: limit).map {
                    "\($0.mail.text) \($0.sentAt == Sample.noon)"
                }
            }
            try expect(try await all(nil, 2), is: ["3 false", "2 true"])
            try expect(try await all(2, 9), is: ["1 false"])
        }
    ]

    static let secrets = [
        StoreRule("A sign-in link works once and not after its time, and the newest ends the older ones") {
            store in
            let soon = Sample.noon + 60
            try await store.addSignInLink(hash: [1], agent: "Grace", expires: soon, now: Sample.noon)
            try await store.addSignInLink(hash: [2], agent: "Ada", expires: soon, now: Sample.noon)
            try await store.addSignInLink(hash: [3], agent: "Grace", expires: soon, now: Sample.noon)
            var agents: [String?] = []
            for hash: UInt8 in [1, 3, 3, 9] {
                agents.append(try await store.redeemSignInLink(hash: [hash], now: Sample.noon))
            }
            agents.append(try await store.redeemSignInLink(hash: [2], now: soon))
            try expect(agents, is: [nil, "Grace", nil, nil, nil])
        },
        StoreRule("A session ends when it is ended, and with its time") { store in
            try await store.addSession(hash: [1], agent: "Grace", expires: Sample.noon + 60)
            try expect(try await store.agent(sessionHash: [1], now: Sample.noon), is: "Grace")
            try expect(try await store.agent(sessionHash: [1], now: Sample.noon + 60), is: nil)
            try await store.endSession(hash: [1])
            try expect(try await store.agent(sessionHash: [1], now: Sample.noon), is: nil)
        },
    ]

    static let copies = [
        StoreRule("All that is handed out is handed out in order, with what belongs to it") { store in
            for number in 1...3 {
                let id = try await store.submit(Sample.question("\(number)"), now: Sample.noon).id
                _ = try await store.edit(id, once: "form \(number)", now: Sample.noon) { edit in
                    edit.reply("Hello.", by: "grace")
                    edit.mail(subject: "Re", text: "Hello.")
                    if number == 2 { edit.record([], queue: ("billing", "rules")) }
                }
            }
            try await store.markSent([1], now: Sample.noon)
            let records = try await store.records()
            let lines = records.map { record in
                switch record {
                case .ticket(let ticket):
                    "\(ticket.ticket.id) \(ticket.key) \(ticket.editKeys) \(ticket.isDecided) "
                        + "\(ticket.messages.count) \(ticket.events.count)"
                case .vote(let vote): "\(vote.article) \(vote.isHelpful)"
                case .mail(let mail): "\(mail.id) \(mail.mail.ticket) \(mail.sentAt == Sample.noon)"
                default: "\(record)"
                }
            }
            try expect(
                lines,
                is: [
                    #"T-1 1 ["form 1"] false 2 3"#, #"T-2 2 ["form 2"] true 2 3"#,
                    #"T-3 3 ["form 3"] false 2 3"#, "1 T-1 true", "2 T-2 false", "3 T-3 false",
                ])
        },
        StoreRule("What is taken in must have free numbers, its files, and a state that its events say") {
            store in
            _ = try await store.submit(Sample.question(), now: Sample.noon)
            guard case .ticket(var record) = try require(try await store.records().first) else { return }
            let before = try await store.records()
            try await expect(.notEmpty) { try await store.take([.ticket(record)]) }
            record.ticket = try require(
                try await store.edit(TicketID(1), now: Sample.noon) { edit in
                    try edit.apply(.tag("x"), by: Sample.grace)
                    return edit.ticket
                })
            let tagged = try await store.records()
            try await expect(TicketError.unreadableEvent) { try await store.take([.ticket(record)]) }
            try expect(try await store.records(), is: tagged)
            try expect(before == tagged, is: false)
        },
    ]
}
