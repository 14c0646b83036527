"""A reader's vote goes to another program, signed, though it is about no ticket; and goes out and in with the desk."""

import http.server
import json
import threading

from program import porchlight
from running_desk import make_content, running
from test_plugins_on_the_past import eventually

HOOK = """plugins:
  webhook:
    targets:
      - url: http://127.0.0.1:{port}/in
        events: [article.voted, ticket.solved]
requests:
  allow_hosts: ["127.0.0.1:{port}"]
"""


class Listener(http.server.ThreadingHTTPServer):
    def __init__(self):
        self.heard = []
        super().__init__(("127.0.0.1", 0), Hears)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Hears(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((self.headers["webhook-signature"], body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def lines(folder, name, data=".porchlight"):
    assert porchlight("export", name, "--data", data, folder=folder).returncode == 0
    return [json.loads(line) for line in (folder / name / "cast_votes.jsonl").read_text().splitlines()]


def vote(desk, answer):
    status, _, body = desk.ask("/vote", {"page": "/lamp/", "helpful": answer, "lang": "en"})
    assert status < 400, body


def test_votes_are_told_to_another_program_and_kept_across_export_and_import(tmp_path):
    listener = Listener()
    try:
        make_content(tmp_path, desk=HOOK.replace("{port}", str(listener.server_port)))
        (tmp_path / "content/lamp.md").write_text("---\ntitle: The lamp\n---\nPress the switch.\n")
        with running(tmp_path) as desk:
            eventually(lambda: porchlight("plugin", "logs", "webhook", folder=tmp_path).returncode == 0)
            vote(desk, "no")
            eventually(lambda: listener.heard)
            vote(desk, "yes")
            eventually(lambda: len(listener.heard) == 2)
        told = [{key: value for key, value in body.items() if key != "at"} for _, body in listener.heard]
        assert told == [
            {"event": "article.voted", "seq": seq, "actor": "reader", "article": "/lamp/", "helpful": seq == 2}
            for seq in (1, 2)]
        assert all(signature.startswith("v1,") for signature, _ in listener.heard)
        out = lines(tmp_path, "out")
        assert [sorted(line) for line in out] == [["article", "at", "isHelpful", "number"]] * 2
        assert [(line["number"], line["isHelpful"]) for line in out] == [(1, False), (2, True)]
        assert porchlight("import", "out", "--data", "new", folder=tmp_path).returncode == 0
        assert lines(tmp_path, "again", "new") == out
        # An export of an earlier version has no such file.
        summary = json.loads((tmp_path / "out/export.json").read_text())
        del summary["parts"]["cast_votes"]
        (tmp_path / "out/export.json").write_text(json.dumps(summary))
        (tmp_path / "out/cast_votes.jsonl").unlink()
        assert porchlight("import", "out", "--data", "old", folder=tmp_path).returncode == 0
        # Who had heard of two votes hears of the third.
        with running(tmp_path, "--data", "old") as desk:
            vote(desk, "no")
            eventually(lambda: len(listener.heard) == 3)
        assert listener.heard[2][1]["seq"] == 3
    finally:
        listener.shutdown()
