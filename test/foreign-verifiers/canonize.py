"""What pyld, an implementation of another family, makes of documents.

Reads lines of JSON from stdin: first { contexts: {address: document} }, then a document
each. Writes a line for each document to stdout: the SHA-256 of its canonical N-Quads, or why it has
none. Nothing but those contexts is loaded.
"""

import hashlib
import json
import sys

from pyld import jsonld

contexts = json.loads(sys.stdin.readline())["contexts"]


def load(address, _options):
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": contexts[address],
    }


OPTIONS = {
    "algorithm": "URDNA2015",
    "format": "application/n-quads",
    "documentLoader": load,
    "rdfDirection": "i18n-datatype",
}


def hash_of(line):
    try:
        canonical = jsonld.normalize(json.loads(line), OPTIONS)
        return hashlib.sha256(canonical.encode()).hexdigest()
    except Exception as error:  # each of them is an answer
        return f"{type(error).__name__}: {error}".replace("\n", " ")


for line in sys.stdin:
    print(hash_of(line), flush=True)
