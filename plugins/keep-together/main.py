"""Keeps a customer's tickets with the people who know them: the account's own person, the agent of last
time, the organisation's team."""

from datetime import date, datetime, timedelta

from porchlight_plugin import Plugin, bad_config, propose

plugin = Plugin()


@plugin.on_start
def read_config(start):
    """Days that are none are told when the desk starts, not when somebody is on holiday."""
    for place, absence in enumerate(plugin.config.get("absences", [])):
        for edge in ("from", "to"):
            try:
                date.fromisoformat(absence[edge])
            except ValueError:
                raise bad_config(
                    f"“{absence[edge]}” is no day like 2026-12-24", f"/absences/{place}/{edge}") from None


def absence_of(agent, today):
    """What the configuration says of an agent who is away today; None when nothing."""
    return next(
        (absence for absence in plugin.config.get("absences", [])
         if absence["agent"] == agent and absence["from"] <= today <= absence["to"]), None)


def stand_in(agent, today, question):
    """Who takes the agent's tickets today, and why it is not the agent; (None, why) for nobody."""
    absent = {one["id"] for one in question.get("data", {}).get("agents.presence") or [] if one.get("present") is False}
    why, seen = "", set()
    while agent and agent not in seen:
        seen.add(agent)
        absence = absence_of(agent, today)
        if agent not in question["choices"].get("agents", []):
            why += f"; {agent} is no agent of this desk"
        elif absence:
            why += f"; {agent} is away until {absence['to']}"
        elif agent in absent:
            why += f"; {agent} is not here now"
        else:
            return agent, why
        agent = absence.get("instead") if absence else None
    return None, why


def wishes(question):
    """Whom the ticket is for, the best first: agent, how sure, why."""
    history = question.get("data", {}).get("requester.history") or []
    organisation = organisation_of(question)
    known = question.get("data", {}).get("organisation") or {}
    dedicated = plugin.config.get("accounts", {}).get(organisation) or known.get("person")
    if dedicated:
        yield dedicated, 0.95, f"{dedicated} cares for {organisation}"
    for earlier in history:
        if earlier.get("assignee") and earlier.get("status") not in ("solved", "closed"):
            yield earlier["assignee"], 0.9, f"{earlier['id']} of the same customer is with {earlier['assignee']}"
    oldest = moment(question["at"]) - timedelta(days=plugin.config.get("same_agent_days", 90))
    for earlier in history:
        if earlier.get("assignee") and moment(earlier["created_at"]) >= oldest:
            yield earlier["assignee"], 0.8, f"{earlier['assignee']} had {earlier['id']} of the same customer"


def organisation_of(question):
    """The identifier of the customer's organisation; None when it has none."""
    known = question.get("data", {}).get("organisation") or question["ticket"].get("requester", {})
    return known.get("id") or known.get("organisation")


def moment(text):
    """A moment of the wire."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


@plugin.on("ticket.route")
def route(question):
    """The agent and the queue that know the customer."""
    today, proposals, why_not = question["at"][:10], [], []
    for agent, confidence, reason in wishes(question):
        somebody, why = stand_in(agent, today, question)
        if somebody:
            proposals.append(propose("assignee", somebody, confidence, reason + why))
            break
        if reason + why not in why_not:
            why_not.append(reason + why)
    organisation = organisation_of(question)
    team = plugin.config.get("teams", {}).get(organisation)
    if team in question["choices"].get("queues", []):
        proposals.append(propose("queue", team, 0.9, f"tickets of {organisation} belong to {team}"))
    elif team:
        why_not.append(f"tickets of {organisation} belong to {team}, which is no queue of this desk")
    if proposals:
        return {"proposals": proposals}
    return plugin.abstain("; ".join(why_not) or "nobody has cared for this customer lately")


plugin.run()
