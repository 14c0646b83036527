"""Every route of the table, asked by who may and by who may not. What is not in the table is nobody's."""

import re

import pytest
from conftest import ROOT
from test_http import QUESTION, ask_for, session

TABLE = (ROOT / "Sources/WebServer/Routing/RouteTable.swift").read_text()
ROUTE = re.compile(r'Route\(\s*"([^"]+)",\s*for: \.(\w+)(.*?)(?=Route\(|\]\s*\+)', re.S)
ROUTES = [(path, access, [method for method in ("GET", "POST") if f"{method.lower()}:" in rest])
          for path, access, rest in ROUTE.findall(TABLE)]


def filled(path):
    return "/" + path.replace(":number", "1").replace(":secret", "x" * 43).replace(":digest", "0" * 64).replace(":id", "rules")


def test_the_whole_table_is_walked():
    assert len(ROUTES) == TABLE.count("Route(") and len(ROUTES) > 25
    assert {access for _, access, _ in ROUTES} == {
        "everybody", "linkHolders", "agents", "agentsUnseen", "operators"}
    assert all(methods for _, _, methods in ROUTES)
    assert all(access in ("agents", "agentsUnseen") for path, access, _ in ROUTES if path.split("/")[0] == "desk")


def test_every_route_refuses_who_may_not_ask(server):
    assert ask_for(server, "POST", "/ask/send", QUESTION).status == 303
    wrong = [{}, {"Cookie": "porchlight_session=" + "x" * 32}, {"Cookie": "porchlight_session="}]
    answers = {}
    for path, access, methods in ROUTES:
        for method in methods:
            for headers in wrong:
                form = {"body": "x", "rating": "good"} if method == "POST" else None
                forwarded = {"X-Forwarded-For": "203.0.113.7"} if access == "operators" else {}
                response = ask_for(server, method, filled(path), form, {**headers, **forwarded})
                answers.setdefault((path, method), set()).add(response.status)
    expected = {"agents": {403}, "agentsUnseen": {404}, "operators": {404}}
    for path, access, methods in ROUTES:
        for method in methods:
            statuses = answers[path, method]
            if access in expected:
                assert statuses == expected[access], (path, method)
            elif access == "linkHolders":
                # The page with the button of a sign-in link looks nothing up; the button does.
                allowed = {200} if (path, method) == ("sign-in/:secret", "GET") else {403, 404}
                assert statuses <= allowed, (path, method, statuses)
            else:
                assert not statuses & {401, 403, 500}, (path, method, statuses)


def test_every_route_of_agents_answers_an_agent(server):
    assert ask_for(server, "POST", "/ask/send", QUESTION).status == 303
    agent = session(server)
    for path, access, methods in ROUTES:
        if access in ("agents", "agentsUnseen") and path != "desk/sign-out":
            for method in methods:
                form = {"body": "x"} if method == "POST" else None
                status = ask_for(server, method, filled(path), form, agent).status
                assert status in (200, 303, 404, 409, 422), (path, method, status)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW"])
def test_what_is_in_no_table_is_nobodys(server, method):
    agent = session(server)
    for path in ("/desk/nothing", "/desk/tickets", "/desk/tickets/1/nothing", "/t/1", "/sign-in", "/metrics/x"):
        for headers in ({}, agent):
            assert ask_for(server, method, path, headers=headers).status in (400, 404, 405, 501), path
