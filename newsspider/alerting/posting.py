"""Signed POST of a JSON body, as the Standard Webhooks specification has it.

The signature is an HMAC-SHA256 of id, time and body: a receiver knows who sent it, and that it is new.
"""

from __future__ import annotations

import hashlib
import hmac
import ssl
import time
from base64 import b64encode
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from newsspider import __version__
from newsspider.alerting.timeouts import TimedOut, call_with_timeout
from newsspider.alerting.webhooks import Webhook

POST_SECONDS = 10.0
"""For one POST, from the look-up of the host's name to the status of the answer."""


def post(webhook: Webhook, message_id: str, body: bytes, seconds: float = POST_SECONDS) -> str:
    """Send a body. Returns what was found in place of a status from 200 to 299, else an empty string. A
    redirect is not followed."""
    headers = {
        "content-type": "application/json",
        "user-agent": f"newsspider/{__version__}",
        **signature_headers(webhook.secret, message_id, int(time.time()), body),
    }
    try:
        status = call_with_timeout(seconds, lambda: _status(webhook.url, headers, body, seconds))
    except TimedOut:
        return f"no answer in {seconds:.0f} s"
    except (OSError, HTTPException) as error:
        return reason_of(error)
    return "" if 200 <= status < 300 else f"HTTP status {status}"


def reason_of(error: OSError | HTTPException) -> str:
    """What went wrong, without the address: the class, the system's words, or those about a certificate."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"certificate: {error.verify_message.partition(',')[0]}"  # a host's name may follow
    return getattr(error, "strerror", None) or type(error).__name__


def signature_headers(key: bytes, message_id: str, at: int, body: bytes) -> dict[str, str]:
    """The headers that sign a body; `at` is the time in seconds since 1970."""
    digest = hmac.digest(key, f"{message_id}.{at}.".encode() + body, hashlib.sha256)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{b64encode(digest).decode()}",
    }


def _status(url: str, headers: dict[str, str], body: bytes, seconds: float) -> int:
    """The status of the answer, of which nothing else is read."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()
