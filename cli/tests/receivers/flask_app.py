"""A receiver of Acquire 2.0.0 and Dixa with Flask.

Environment: CHATHOOKS_KEY is the key (for Dixa its hexadecimal digits), CHATHOOKS_OLD_KEY is accepted too if set, PORT
defaults to a free port, REQUEST_TIMEOUT is in seconds and defaults to 10.
"""

import hashlib
import hmac
import json
import logging
import os
import re
import socket
import threading
import time
from concurrent.futures import Future

from flask import Flask, abort, request
from werkzeug.serving import WSGIRequestHandler, make_server

MAX_BODY = 1024 * 1024
MAX_DEPTH = 64
WINDOW_MS = 5 * 60 * 1000
REQUEST_TIMEOUT = float(os.environ.get("REQUEST_TIMEOUT", "10"))
KEYS = [key for key in (os.environ["CHATHOOKS_KEY"], os.environ.get("CHATHOOKS_OLD_KEY")) if key]
if not KEYS:
    raise SystemExit("CHATHOOKS_KEY is empty")
ACQUIRE_KEYS = [key.encode() for key in KEYS]
DIXA_KEYS = [bytes.fromhex(key) for key in KEYS if re.fullmatch("([0-9a-fA-F]{2})+", key)]
# The events whose data is documented. Each of them has the conversation.
DIXA_WITH_CONVERSATION = {
    "CONVERSATION_" + name
    for name in (
        "CREATED OPEN PENDING PENDING_EXPIRED CLOSED ABANDONED ENQUEUED NOTE_ADDED MESSAGE_ADDED TAG_ADDED TAG_REMOVED RATED"
    ).split()
}

app = Flask(__name__)
# One byte more than the limit, because a chunked body is cut there without an error.
app.config["MAX_CONTENT_LENGTH"] = MAX_BODY + 1


def raw_body():
    try:
        body = request.get_data()
    except OSError:  # a chunked body that ends early
        abort(400)
    if len(body) > MAX_BODY:
        abort(413)
    return body


def only_header(name):
    """Returns the value of a header. The server joins several headers to one value, which no check below accepts."""
    values = request.headers.getlist(name)
    if len(values) != 1:
        abort(401)
    return values[0]


def is_signed(content, signatures, keys):
    # Not bytes.fromhex, which ignores spaces.
    sent = [signature.lower() for signature in signatures if re.fullmatch("[0-9a-fA-F]{64}", signature)]
    computed = [hmac.new(key, content, hashlib.sha256).hexdigest() for key in keys]
    return any(hmac.compare_digest(ours, theirs) for ours in computed for theirs in sent)


def is_too_deep(value, levels=MAX_DEPTH):
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(is_too_deep(each, levels - 1) for each in inner)


def refuse_constant(name):
    raise ValueError(f"{name} is not JSON")


def decode(body):
    try:
        event = json.loads(body.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(event, dict) or is_too_deep(event):
        abort(400)
    return event


def field(value, name):
    return value.get(name) if isinstance(value, dict) else None


def is_id(value):
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def acquire_id(data):
    """Returns an id of a case's state. Acquire sends no delivery id, but each change of a case adds a message."""
    messages = field(data, "messages")
    ids = [field(message, "id") for message in messages] if isinstance(messages, list) else []
    if not ids or not all(map(is_id, ids)):
        return None
    return "acquire " + json.dumps([str(part) for part in (data["caseId"], data["status"], *ids)])


lock = threading.Lock()
claims = {}
handled = 0


def handle():
    global handled
    time.sleep(0.005)  # the work
    with lock:
        handled += 1


def once(key, work):
    """Claims a key before the work, so that a duplicate waits for the first delivery. A failure releases it."""
    if key is None:
        return work()
    with lock:
        is_first = key not in claims
        claim = claims.setdefault(key, Future())
    if not is_first:
        return claim.result()
    try:
        claim.set_result(work())
    except Exception as error:
        with lock:
            del claims[key]
        claim.set_exception(error)
        raise


@app.post("/acquire")
def acquire():
    body = raw_body()
    if not is_signed(body, [only_header("X-Acquire-Signature")], ACQUIRE_KEYS):
        abort(401)
    event = decode(body)
    name, data = event.get("event"), event.get("data")
    if not isinstance(name, str):
        abort(400)
    key = None
    if name == "case:status":
        if not is_id(field(data, "caseId")) or not isinstance(field(data, "status"), str):
            abort(400)
        key = acquire_id(data)
    once(key, handle)
    return "", 200


@app.post("/dixa")
def dixa():
    body = raw_body()
    pairs = [pair.partition("=") for pair in only_header("X-DIXA-SIGNATURE").split(",")]
    times = [value for key, _, value in pairs if key == "t"]
    signatures = [value for key, _, value in pairs if key == "v1"]
    if len(times) != 1 or not re.fullmatch("[0-9]{1,19}", times[0]):
        abort(401)
    if not is_signed(times[0].encode() + b"." + body, signatures, DIXA_KEYS):
        abort(401)
    if abs(time.time_ns() // 1_000_000 - int(times[0])) > WINDOW_MS:
        abort(401)
    event = decode(body)
    event_id, name, data = event.get("event_id"), event.get("event_fqn"), event.get("data")
    if not isinstance(event_id, str) or not isinstance(name, str):
        abort(400)
    if name in DIXA_WITH_CONVERSATION and not isinstance(field(data, "conversation"), dict):
        abort(400)
    once("dixa " + event_id if event_id else None, handle)
    return "", 200


@app.get("/handled")
def count():
    return str(handled), 200, {"Content-Type": "text/plain"}


class Handler(WSGIRequestHandler):
    """Bounds the time of a whole request, not only that of each read: after it, the body ends early."""

    def setup(self):
        super().setup()
        self.timer = threading.Timer(REQUEST_TIMEOUT, self.stop_reading)
        self.timer.daemon = True
        self.timer.start()

    def stop_reading(self):
        try:
            self.connection.shutdown(socket.SHUT_RD)
        except OSError:  # closed by now
            pass

    def finish(self):
        self.timer.cancel()
        super().finish()


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", int(os.environ.get("PORT", "0")), app, threaded=True, request_handler=Handler)
    print(f"listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
