"""The plugins' pages in the desk: how each does, and stopping one until somebody lets it go on."""

from conftest import eventually
from test_http import QUESTION, ask_for, session


def signed_in(server, visit, name):
    agent = visit(name)
    agent.page.goto(server.sign_in_url)
    agent.page.get_by_role("button", name="Sign in").click()
    agent.page.get_by_role("heading", name="Tickets").wait_for()
    return agent


def test_a_plugin_that_is_paused_stays_so_across_a_restart_and_decides_when_it_goes_on(server, visit):
    agent = signed_in(server, visit, "agent-pauses")
    page = agent.page
    page.get_by_role("link", name="Plugins").click()
    page.get_by_role("link", name="rules", exact=True).click()
    assert eventually(lambda: page.reload() and page.get_by_text("runs", exact=True).count(), 40)
    page.get_by_text("move tickets between queues").wait_for()
    agent.look("plugin-page")
    page.get_by_role("button", name="Pause it").click()
    page.get_by_text("paused by Owner").wait_for()
    assert eventually(lambda: not any(b"rules" in open(f"/proc/{one}/cmdline", "rb").read()
                                      for one in server.plugin_processes()), 40)
    ask_for(server, "POST", "/ask/send", {**QUESTION, "subject": "My invoice", "body": "Charged twice."})
    page.goto(server.url + "/desk/tickets/1")
    assert eventually(lambda: page.reload() and page.get_by_text("it is paused").count(), 40)
    server.stop()
    server.start()
    agent = signed_in(server, visit, "agent-resumes")
    page = agent.page
    page.goto(server.url + "/desk/plugins/rules")
    page.get_by_text("paused by Owner").wait_for()
    page.get_by_role("button", name="Let it go on").click()
    page.locator("pre", has_text="porchlight: it goes on").wait_for()
    assert "&lt;" not in page.content()
    page.goto(server.url + "/desk/tickets/1")
    assert eventually(lambda: page.reload() and page.get_by_text("rules moved it to Billing").count(), 40)


def test_who_is_no_agent_sees_no_plugin(server):
    assert ask_for(server, "GET", "/desk/plugins").status == 403
    assert ask_for(server, "POST", "/desk/plugins/rules/pause", {}).status == 403
    agent = session(server)
    assert ask_for(server, "GET", "/desk/plugins/nobody", headers=agent).status == 404
    assert ask_for(server, "POST", "/desk/plugins/nobody/pause", {}, agent).status == 404
