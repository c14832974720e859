"""What openbadgeslib, a verifier of another family (Python, PyLD, cryptography), says of our badges.

Reads { documents: {address: text}, badges: [{text} or {image: base64}] } from stdin. Writes, for each
badge, « verified » or why it is not, to stdout. The network is not asked.
"""

import base64
import json
import sys

from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
from openbadgeslib.verify import issuer_did_from_document, issuer_did_from_token, verify_badge

given = json.load(sys.stdin)


def download(address, *_args, **_options):
    return given["documents"][address].encode()


def verify_text(text):
    is_json = text.lstrip().startswith("{")
    did = issuer_did_from_document(text) if is_json else issuer_did_from_token(text)
    family = OB3LdpVerifier if is_json else OB3Verifier
    verifier = family.for_issuer_did(did, download=download)
    verifier.verify(text, check_status=True, verify_status_list=False, download=download)


def verify_image(encoded):
    result = verify_badge(
        base64.b64decode(encoded),
        resolve_did=True,
        check_status=True,
        verify_status_list=False,
        download=download,
    )
    if not (result.valid and result.trusted):
        raise ValueError(result.reason)


def verify(badge):
    try:
        verify_image(badge["image"]) if "image" in badge else verify_text(badge["text"])
        return "verified"
    except Exception as error:  # each of them is an answer
        return f"{type(error).__name__}: {error}"


json.dump([verify(badge) for badge in given["badges"]], sys.stdout)
