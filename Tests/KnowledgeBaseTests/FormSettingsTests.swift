// The form's settings in site.yaml: what they say, and what is wrong with them.

import CustomDump
import KnowledgeBase
import Testing

@Suite("The form in site.yaml")
struct FormSettingsTests {
    private func read(_ yaml: String) -> (FormSettings, [String]) {
        let (settings, diagnostics) = SiteSettings.parse(SourceFile(path: "site.yaml", text: yaml))
        return (settings.form, diagnostics.map(\.description))
    }

    @Test("Has topics and fields of every type, with words for each language")
    func fields() throws {
        let (form, mistakes) = read(
            """
            languages: [en, de]
            form:
              topics: [{id: billing, label: {en: Billing, de: Rechnungen}}, other]
              fields:
                - {id: order, label: {en: Order, de: Bestellung}, type: number, min: 1, when: {topic: billing}}
                - {id: size, label: Size, type: choice, choices: [small, {id: large, label: {de: Groß}}]}
                - {id: agree, label: Agree, type: checkbox, required: yes, help: Please.}
                - {id: story, label: Story, type: long text, when: {size: [small, large], agree: true}}
                - {id: day, label: Day, type: date}
                - {id: mail, label: Mail, type: email}
                - {id: room, label: Room}
              attachments: {count: 2, each_mb: 1}
            """)
        expectNoDifference(mistakes, [])
        expectNoDifference(
            form.fields.map { "\($0.id) \($0.kind.rawValue) \($0.label("de")) \($0.isRequired)" },
            [
                "topic choice  false", "order number Bestellung false", "size choice Size false",
                "agree checkbox Agree true", "story long text Story false", "day date Day false",
                "mail email Mail false", "room text Room false",
            ])
        expectNoDifference(form.topics.map { $0.label("de-AT") }, ["Rechnungen", "other"])
        expectNoDifference(form.topics[0].label("fr"), "Billing")
        expectNoDifference(form.fields[2].choices.map { $0.label("en") }, ["small", "Groß"])
        expectNoDifference(
            form.fields[4].conditions.map { "\($0.field) \($0.values)" },
            ["size [\"small\", \"large\"]", "agree [\"yes\"]"])
        expectNoDifference(form.attachments?.count, 2)
        expectNoDifference(form.attachments?.totalMegabytes, 25)
        expectNoDifference(read("form: {attachments: false}").0.attachments, nil)
    }

    @Test("Lets a topic be required, and says so where there is none to choose")
    func requiredTopic() {
        let required = read("form: {topics: [billing, lamps], topic_required: true}")
        expectNoDifference(required.0.fields.map { "\($0.id) \($0.isRequired)" }, ["topic true"])
        expectNoDifference(required.1, [])
        expectNoDifference(
            read("form: {topics: [billing]}").0.fields.map { "\($0.id) \($0.isRequired)" }, ["topic false"])
        expectNoDifference(
            read("form: {topic_required: true}").1,
            [
                "site.yaml:1:8: error: there are no topics to choose from: list some. [wrong-entry]"
            ])
    }

    @Test("Tells every mistake at once, with its place and the nearest right name")
    func mistakes() {
        let (form, mistakes) = read(
            """
            form:
              topics: [{id: billing, lable: Billing}, other, other]
              topic_label: About
              fields:
                - {id: Order, label: Order}
                - {label: Nameless}
                - {id: size, label: Size, type: chioce}
                - {id: colour, label: Colour, type: choice}
                - {id: a, label: A, when: {topik: billing}}
                - {id: b, label: B, when: {topic: biling}}
                - {id: c, label: C, min: 3, choices: [x]}
                - {id: d, label: D, type: number, min: 3, max: 2}
                - {id: a, label: {english: A}}
                - {id: topic, label: T, when: {later: x}}
                - {id: later}
              attachments: {count: 0}
              colour: red
            desk: desk.example.com
            """)
        expectNoDifference(form.fields.map(\.id), ["topic", "size", "a", "b"])
        for part in [
            "site.yaml:2:26: error: site.yaml has no field “lable”: did you mean “label”? [unknown-field]",
            "“other” stands there twice", "a field has a name for rules and plugins",
            "did you mean “choice”?", "a choice has something to choose",
            "there is no field “topik” before this one: did you mean “topic”?",
            "“topic” cannot be “biling”: did you mean “billing”?", "only `type: choice` has choices",
            "only `type: number` has a smallest", "the largest number is below the smallest",
            "there is another field “a”", "“topic” is the field of the topics",
            "there is no field “later” before this one", "a field has a label that people read",
            "“count” must be a whole number from 1 to 20", "site.yaml has no field “colour”",
            "“desk” must be scheme and host", "“label” must be text, or texts by language",
            "an id has lower-case letters",
        ] {
            #expect(mistakes.contains { $0.contains(part) }, "\(part) in \(mistakes)")
        }
    }

    @Test("A desk elsewhere is scheme and host")
    func desk() {
        let addresses = [
            "https://desk.example.com", "https://Desk.example.com/", "http://[::1]:8080", "https://a/b",
            "desk.example.com", "https://", "https://a b",
        ]
        expectNoDifference(
            addresses.map {
                SiteSettings.parse(SourceFile(path: "site.yaml", text: "desk: \"\($0)\"\n")).0.desk
            },
            ["https://desk.example.com", "https://desk.example.com", "http://[::1]:8080", nil, nil, nil, nil])
    }
}
