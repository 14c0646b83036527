// The keys of forms: given out with a form, known again when it comes back.

internal import Crypto
internal import FoundationEssentials
internal import Tickets

extension SecretLinks {
    /// What a form is for; a key of one is none of the other.
    enum Form {
        case ask
        case reply(TicketID)

        fileprivate var name: String {
            switch self {
            case .ask: "ask"
            case .reply(let ticket): "reply:\(ticket.number)"
            }
        }
    }

    /// Random bytes in a form's key.
    static let formKeyRandomness = 18

    /// A key for a new form: 24 random characters, and 43 that show that it is ours.
    func formKey(for form: Form, randomBytes: [UInt8]) -> String {
        let random = Self.base64URL(randomBytes)
        return random + signature(of: random, form)
    }

    /// Whether a key was given out with such a form. Nothing else may be one: who could choose the
    /// key could also wait on it for another's question.
    func isIssued(_ key: String, for form: Form) -> Bool {
        let length = (Self.formKeyRandomness * 4 + 2) / 3
        guard key.utf8.count == length + 43 else { return false }
        let random = String(decoding: key.utf8.prefix(length), as: UTF8.self)
        return Self.isEqual(key, random + signature(of: random, form))
    }

    /// The key under which a question is stored: another address makes another ticket.
    func submissionKey(formKey: String, address: String) -> String {
        authenticationCode("submission:\(formKey):\(address.lowercased())")
    }

    private func signature(of random: String, _ form: Form) -> String {
        authenticationCode("form:\(form.name):\(random)")
    }
}
