// Mails as messages and as files.

import CustomDump
import Foundation
import Mail
import Testing
import Tickets

@Suite("Mail")
struct MailTests {
    @Test("A message is what RFC 5322 asks for, and no customer's text becomes a header")
    func message() {
        let mail = OutgoingMail(
            to: Requester(name: "Ada\r\nBcc: x@y.z", address: "ada@example.org>\r\nBcc: x@y.z"),
            subject: "Grüße an alle, die schon lange auf eine neue Lampe warten", text: "Hallo, Ada!",
            ticket: TicketID(7), at: Date(timeIntervalSince1970: 1_800_000_000), isAutomatic: true)
        let sender = Requester(name: "Help", address: "help@example.com")
        expectNoDifference(
            MailMessage(mail, id: 3, sender: sender).text.split(
                separator: "\r\n", omittingEmptySubsequences: false),
            [
                "Date: Fri, 15 Jan 2027 08:00:00 +0000",
                "From: =?utf-8?B?SGVscA==?= <help@example.com>",
                "To: =?utf-8?B?QWRhDQpCY2M6IHhAeS56?= <ada@example.orgBcc:x@y.z>",
                "Subject: =?utf-8?B?R3LDvMOfZSBhbiBhbGxlLCBkaWUgc2Nob24gbGFuZ2UgYXVmIGVpbmUgbmV1?=",
                " =?utf-8?B?ZSBMYW1wZSB3YXJ0ZW4=?=",
                "Message-ID: <T-7.3@example.com>",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: base64",
                "",
                "SGFsbG8sIEFkYSE=",
                "",
            ])
    }
}
