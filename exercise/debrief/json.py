"""The debrief as data: the same document, its keys in the order of their declaration."""

from __future__ import annotations

import json
from dataclasses import asdict

from exercise.debrief.document import Document


def to_json(document: Document) -> str:
    """Return *document* as JSON. The first key, ``format``, is the version of the form."""
    return json.dumps(asdict(document), ensure_ascii=False, indent=1) + "\n"
