// Surveys that are answered with a number.

internal import HTTPTypes
internal import KnowledgeBase
internal import Markdown
internal import SiteGenerator
internal import Tickets

extension WebServer {
    /// The question of a survey with a button for each number of its scale.
    func scaleForm(
        _ kind: SurveyKind, _ ticket: Ticket, _ action: String, _ words: InterfaceWords
    ) -> HTML? {
        guard let scale = kind.scale else { return nil }
        let answer = ticket.state.score.flatMap { $0.kind == kind ? $0.value : nil }
        let thanks: HTML? =
            answer == nil
            ? nil : "<p class=\"notice\" role=\"status\">\(words["ticket_rated_score"])</p>"
        let buttons: [HTML] = scale.map { value in
            let isChosen: HTML? = value == answer ? " aria-pressed=\"true\"" : nil
            return "<button class=\"quiet\" name=\"score\" value=\"\(value)\"\(isChosen)>\(value)</button>\n"
        }
        return """
            <section aria-labelledby="rating"><h2 id="rating">\(words["survey_\(kind.rawValue)_question"])</h2>
            \(thanks)
            <form class="actions" method="post" action="\(action)">
            <input type="hidden" name="survey" value="\(kind.rawValue)">
            \(buttons)</form>
            <p class="facts"><bdi>\(words["survey_\(kind.rawValue)_low"])</bdi> ·
            <bdi>\(words["survey_\(kind.rawValue)_high"])</bdi></p></section>
            """
    }

    /// The number that a form answers a survey with; `nil` when it holds none that is on the scale.
    static func score(_ fields: FormFields) -> SurveyScore? {
        guard let kind = SurveyKind(rawValue: fields["survey"]), let value = Int(fields["score"]) else {
            return nil
        }
        return SurveyScore(kind, value)
    }
}
