// The keys of forms: given out with a form or made on a device, known again when they come back.

internal import Crypto
internal import FoundationEssentials
internal import Tickets

extension SecretLinks {
    /// What a form is for; a key of one is none of the other.
    enum Form {
        case ask
        case reply(TicketID)
        case customer(TicketID)

        fileprivate var name: String {
            switch self {
            case .ask: "ask"
            case .reply(let ticket): "reply:\(ticket.number)"
            case .customer(let ticket): "customer:\(ticket.number)"
            }
        }
    }

    /// Random bytes in a form's key.
    static let formKeyRandomness = 18
    /// How long a form without a key is the same as one that was sent before, in seconds.
    static let sameFormSeconds = 600.0

    /// A key for a new form: 24 random characters, 8 that say when it was given out, and 43 that show
    /// that it is ours.
    func formKey(for form: Form, randomBytes: [UInt8], now: Date) -> String {
        let seconds = String(UInt32(clamping: Int64(now.timeIntervalSince1970)), radix: 16)
        let time = String(repeating: "0", count: 8 - seconds.count) + seconds
        let content = Self.base64URL(randomBytes) + time
        return content + signature(of: content, form)
    }

    /// When a key was given out with such a form; `nil` for one that was not. Nothing else may be one
    /// by itself: who could choose the key could also wait on it for another's question.
    func timeOfIssue(_ key: String, for form: Form) -> Date? {
        let length = (Self.formKeyRandomness * 4 + 2) / 3 + 8
        guard key.utf8.count == length + 43 else { return nil }
        let content = String(decoding: key.utf8.prefix(length), as: UTF8.self)
        guard Self.isEqual(key, content + signature(of: content, form)) else { return nil }
        return UInt32(content.suffix(8), radix: 16).map { Date(timeIntervalSince1970: Double($0)) }
    }

    /// Whether a key has the form of those that devices make: `d` and 192 random bits.
    static func isOfDevice(_ key: String) -> Bool {
        key.utf8.count == 33 && key.utf8.first == UInt8(ascii: "d")
            && key.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    /// The key under which a question is stored, and the one that counts as the same for a while.
    ///
    /// A key makes one ticket for each address, also when the text was corrected; only another subject
    /// with another text is another matter, see ``ownKey(of:)``. Those that devices
    /// make are 192 random bits which never leave the device but with the form, so that they are as
    /// much a secret as ours. A form without a key is told by what was written alone, for ten minutes.
    func storeKeys(of form: AskForm, now: Date) -> (key: String, recent: String?) {
        let address = form.address.lowercased()
        if timeOfIssue(form.key, for: .ask) != nil {
            return (authenticationCode("submission:\(form.key):\(address)"), nil)
        }
        if Self.isOfDevice(form.key) {
            return (authenticationCode("device:\(form.key):\(address)"), nil)
        }
        let content = "\(address)\0\(form.subject)\0\(form.body)"
        let period = Int64((now.timeIntervalSince1970 / Self.sameFormSeconds).rounded(.down))
        func key(_ period: Int64) -> String { authenticationCode("content:\(period):\(content)") }
        return (key(period), key(period - 1))
    }

    /// The key under which a form is stored whose key has become a ticket about another matter: it
    /// holds for the subject, too. As a code it tells nobody who reads the store what the subject was.
    func ownKey(of form: AskForm) -> String? {
        guard timeOfIssue(form.key, for: .ask) != nil || Self.isOfDevice(form.key) else { return nil }
        return authenticationCode("matter:\(form.key):\(form.address.lowercased())\0\(form.subject)")
    }

    private func signature(of content: String, _ form: Form) -> String {
        authenticationCode("form:\(form.name):\(content)")
    }
}
