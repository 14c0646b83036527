// A mail as it goes over the wire (RFC 5322, RFC 2045, RFC 2047).

internal import FoundationEssentials
public import Tickets

/// Writes outgoing mails as Internet messages.
public struct MailMessage: Sendable {
    /// The whole message with CRLF line ends.
    public let text: String

    /// Builds the message.
    ///
    /// - Parameters:
    ///   - id: is part of the Message-ID, so that the same mail always carries the same one.
    ///   - sender: the desk's own name and address.
    public init(_ mail: OutgoingMail, id: Int64, sender: Requester) {
        let domain = sender.address.split(separator: "@").last ?? "localhost"
        var headers = [
            "Date: \(Self.date(mail))",
            "From: \(Self.mailbox(sender))",
            "To: \(Self.mailbox(mail.to))",
            "Subject: \(Self.encodedWords(mail.subject))",
            "Message-ID: <\(mail.ticket).\(id)@\(domain)>",
        ]
        if mail.isAutomatic { headers.append("Auto-Submitted: auto-generated") }
        headers += [
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ]
        let body = Data(mail.text.utf8).base64EncodedString(options: [.lineLength76Characters])
        text = headers.joined(separator: "\r\n") + "\r\n\r\n" + body + "\r\n"
    }

    private static func date(_ mail: OutgoingMail) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents(
            [.weekday, .day, .month, .year, .hour, .minute, .second], from: mail.at)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        func two(_ value: Int?) -> String { (value ?? 0) < 10 ? "0\(value ?? 0)" : "\(value ?? 0)" }
        let day = "\(days[(parts.weekday ?? 1) - 1]), \(parts.day ?? 1) \(months[(parts.month ?? 1) - 1])"
        return
            "\(day) \(parts.year ?? 1970) \(two(parts.hour)):\(two(parts.minute)):\(two(parts.second)) +0000"
    }

    private static func mailbox(_ person: Requester) -> String {
        let address = person.address.unicodeScalars.filter {
            $0.value > 32 && !"<>".unicodeScalars.contains($0)
        }
        let name = person.name.isEmpty ? "" : encodedWords(person.name) + " "
        return "\(name)<\(String(String.UnicodeScalarView(address)))>"
    }

    /// Text for a header: always as encoded words, so that no customer's text, line ends included,
    /// can become a header of its own. Each word is at most 75 characters (RFC 2047, section 2).
    private static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var chunk: [UInt8] = []
        func flush() {
            guard !chunk.isEmpty else { return }
            words.append("=?utf-8?B?\(Data(chunk).base64EncodedString())?=")
            chunk = []
        }
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            if chunk.count + bytes.count > 45 { flush() }
            chunk += bytes
        }
        flush()
        return words.joined(separator: "\r\n ")
    }
}
