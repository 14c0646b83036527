// Fields, tags, links and marks: what a ticket has several of, each bounded.

internal import FoundationEssentials

extension TicketStep {
    mutating func set(_ field: TicketField, _ old: String?, _ new: String?) throws(TicketError) {
        guard old != new else { return }
        if field.isDecision, case .plugin = actor, state.setByPerson.contains(field) { throw .setByPerson }
        if let new { try Self.checkIdentifier(new) }
        try record(.changed, field, old ?? "", new ?? "")
    }

    mutating func setTag(_ tag: String, on isOn: Bool) throws(TicketError) {
        guard state.tags.contains(tag) != isOn else { return }
        if isOn {
            try Self.checkIdentifier(tag)
            try checkRoom(state.tags.count)
        }
        try record(.changed, .tags, isOn ? "" : tag, isOn ? tag : "")
    }

    mutating func setLink(_ link: TicketLink, on isOn: Bool) throws(TicketError) {
        guard link.ticket != state.id else { throw .sameTicket }
        guard state.links.contains(link) != isOn else { return }
        if isOn { try checkRoom(state.links.count) }
        let ticket = link.ticket.description
        try record(
            .changed,
            change: TicketEvent.Change(
                field: TicketField.linkPrefix + link.kind.rawValue, from: isOn ? "" : ticket,
                to: isOn ? ticket : ""))
    }

    mutating func setField(_ key: String, _ value: FieldValue?, _ isPersonal: Bool) throws(TicketError) {
        try Self.checkIdentifier(key)
        let field = TicketField.customPrefix + key
        let old = state.fields[key]
        // What a person typed freely is personal, whatever the field's definition says.
        if isPersonal || value?.isText == true { return try record(.changed, change: .ofWords(in: field)) }
        guard old != value else { return }
        if case .number(let number) = value, !number.isFinite { throw .notAnIdentifier }
        if old == nil { try checkRoom(state.fields.count) }
        try record(
            .changed,
            change: TicketEvent.Change(field: field, from: old?.tagged ?? "", to: value?.tagged ?? ""))
    }

    mutating func setMark(_ mark: SLAMark) throws(TicketError) {
        guard !state.marks.contains(mark) else { return }
        try record(
            mark.kind == .near ? .slaNear : .slaBreached,
            change: TicketEvent.Change(
                field: TicketField.targetPrefix + mark.target.rawValue, from: "",
                to: InstantText.utc(mark.due)))
    }

    func checkRoom(_ count: Int) throws(TicketError) {
        if count >= TicketState.mostEntries { throw .tooMany }
    }

    /// An identifier stands in events for ever: nothing that could be an address gets there.
    private static func checkIdentifier(_ text: String) throws(TicketError) {
        let isFit =
            (1...TicketState.longestIdentifier).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0 != "@" && $0.value >= 0x20 && $0.value != 0x7F }
        if !isFit { throw .notAnIdentifier }
    }
}

extension FieldValue {
    var isText: Bool {
        if case .text = self { return true }
        return false
    }
}
