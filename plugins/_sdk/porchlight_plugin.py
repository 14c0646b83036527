"""The loop around a Porchlight plugin in Python: one file, no dependencies, Python 3.9 or later.

    from porchlight_plugin import Plugin, propose

    plugin = Plugin()

    @plugin.on("ticket.route")
    def route(question):
        if "refund" in question["ticket"].get("body", ""):
            return {"proposals": [propose("queue", "billing", 0.9, "the ticket says refund")]}
        return plugin.abstain("it says nothing of a refund")

    plugin.run()

What a function returns is the answer as the protocol writes it; what it raises is answered as an error.
`print` goes to the log, so that it cannot break the wire.
"""

import json
import sys

PROTOCOL = 1
LONGEST_LINE = 1 << 20


class Refusal(Exception):
    """An answer that is an error: a code of the protocol's and a sentence."""

    def __init__(self, code, message, **data):
        super().__init__(message)
        self.error = {"code": code, "message": message, **({"data": data} if data else {})}


def busy(retry_after_ms):
    """Raise it when the plugin has no time now."""
    return Refusal(-32002, "it is busy", retry_after_ms=retry_after_ms)


def bad_config(message, path=""):
    """Raise it from the function of `initialize` when the configuration is wrong."""
    return Refusal(-32003, message, path=path)


def propose(field, value, confidence, reason, strength="should", **more):
    """One proposal of ticket.route."""
    return {"field": field, "value": value, "strength": strength, "confidence": confidence,
            "reason": reason, **more}


def suggest(body_markdown, confidence, reason, articles=(), send="suggest"):
    """One reply of ticket.reply."""
    return {"send": send, "body_markdown": body_markdown, "articles": list(articles),
            "confidence": confidence, "reason": reason}


def action(do, ticket, reason="", **fields):
    """One action of event and timer."""
    return {"do": do, "ticket": ticket, "reason": reason, **fields}


class Plugin:
    """Answers the host's requests, one after the other: exactly one response for each."""

    def __init__(self):
        self._functions = {}
        self._start = None
        self.config = {}
        self.secrets = {}
        self.grants = []
        self.data_dir = None
        self.mode = "live"

    def on(self, method):
        """Names the function that answers a method: ticket.route, event …"""
        def take(function):
            self._functions[method] = function
            return function
        return take

    def on_start(self, function):
        """Names the function that is called with the parameters of initialize."""
        self._start = function
        return function

    @staticmethod
    def abstain(reason):
        """An answer that there is nothing to say."""
        return {"abstain": True, "reason": reason}

    @staticmethod
    def need(*needs):
        """An answer that asks for data first."""
        return {"need": list(needs)}

    @staticmethod
    def log(message, level="info"):
        """A line of the log."""
        print(json.dumps({"level": level, "msg": str(message)}), file=sys.stderr, flush=True)

    def run(self):
        """Serves standard input until it ends or the host says shutdown."""
        # The text layer is kept: when Python throws it away, it closes what lies below it.
        text = sys.stdout
        source, wire = sys.stdin.buffer, text.buffer
        # What prints must not stand between the answers.
        sys.stdout = sys.stderr
        for line in iter(lambda: source.readline(LONGEST_LINE + 1), b""):
            if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                self.log("the host sent a line of more than 1 MiB: it ends", "error")
                break
            answer, is_over = self.answer(line)
            if answer is not None:
                wire.write(json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode() + b"\n")
                wire.flush()
            if is_over:
                break
        sys.stdout = text

    def answer(self, line):
        """The response to one line, and whether it is the last one; None for a notification."""
        try:
            request = json.loads(line)
            method, params = request["method"], request.get("params") or {}
            if not isinstance(method, str) or not isinstance(params, dict):
                raise TypeError("no request")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return self._response("", error={"code": -32700, "message": "the line is not a JSON-RPC request"}), False
        if "id" not in request:
            return None, False
        try:
            return self._response(request["id"], result=self._result(method, params)), method == "shutdown"
        except Refusal as refusal:
            return self._response(request["id"], error=refusal.error), False
        except Exception as error:  # A plugin that stumbles over one ticket answers the next.
            self.log(f"{method}: {type(error).__name__}: {error}", "error")
            failure = {"code": -32000, "message": f"{type(error).__name__}: {error}"}
            return self._response(request["id"], error=failure), False

    def _result(self, method, params):
        if method == "initialize":
            return self._initialize(params)
        if method in ("ping", "shutdown"):
            return {}
        if method not in self._functions:
            raise Refusal(-32601, f"there is no method {method}")
        return self._functions[method](params) or {}

    def _initialize(self, params):
        # The versions first: what else stands there may be of a version that is not known here.
        if PROTOCOL not in params.get("protocols", []):
            raise Refusal(-32004, f"it speaks protocol {PROTOCOL}", supported=[PROTOCOL])
        self.config = params.get("config") or {}
        self.secrets = params.get("secrets") or {}
        self.grants = params.get("grants") or []
        self.data_dir = params.get("data_dir")
        self.mode = params.get("mode", "live")
        if self._start:
            self._start(params)
        return {"protocol": PROTOCOL, "hooks": sorted(self._functions), "features": []}

    @staticmethod
    def _response(request_id, **outcome):
        return {"jsonrpc": "2.0", "id": request_id, **outcome}
