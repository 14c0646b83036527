"""A plugin that does nothing, in Python: reads a line, answers a line."""

import json
import sys

for line in sys.stdin:
    call = json.loads(line)
    result = {"abstain": True, "reason": "not mine"}
    if call["method"] == "initialize":
        result = {"protocol": 1, "hooks": ["ticket.route"]}
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", "id": call["id"], "result": result}) + "\n")
    sys.stdout.flush()
