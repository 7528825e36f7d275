"""Prints the same lines as make-node.mjs, signed by Python's own hmac.

python3 tests/data/dixa/make-python.py | cmp - tests/data/dixa/signed.jsonl
"""

import hashlib
import hmac
import json

KEYS = [
    "00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0",
    "FFEEDDCCBBAA99887766554433221100F0E1D2C3B4A5968778695A4B3C2D1E0F",
    "ab",
    "5a" * 64,
    "5a" * 65,
]
TIMES = ["1770715231999", "0", "0001770715231999", "9223372036854775807", "9999999999999999999"]
BODIES = [
    '{\n  "event_id" : "c0ffee00-0000-4000-8000-000000000001",\n  "tags" : [\n  ],\n  "text" : "Grüße"\n}',
    "",
    "{}",
    "\U0001f44b\U0001f3fd",
    "\ufeff{\r\n}\0",
    *("x" * length for length in (42, 43, 49, 50, 51, 63, 64, 1000)),
]

for key in KEYS:
    for t in TIMES:
        for body in BODIES:
            body = body.encode()
            v1 = hmac.new(bytes.fromhex(key), t.encode() + b"." + body, hashlib.sha256).hexdigest()
            line = {"key": key, "body": body.hex(), "header": f"t={t},v1={v1}"}
            print(json.dumps(line, separators=(",", ":")))
