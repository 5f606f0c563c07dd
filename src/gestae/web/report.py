"""The page as one file to mail: it opens from disk, asks nothing of any server, and all its tabs work.

The same modules as the server's, bundled; the case and the map stand in the file as gzipped JSON (200 reports make
some 3 MB), the style and the code as they are. A policy in the file's head allows exactly this code and this style, by
their hashes, and no request at all.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Mapping

from gestae.views.page.geography import towns_around
from gestae.views.page.shapes import PageModel, ReaderDocument
from gestae.web.assets import asset, detail_map, world_map

_LINKS = re.compile(r'<link rel="stylesheet".*?>\n<script .*?</script>')


def report_page(model: PageModel, documents: Mapping[str, ReaderDocument]) -> str:
    """The whole page as HTML.

    Raises:
        PageNotBuilt: the browser code has not been built.
    """
    style = asset("style.css").decode("utf-8")
    script = asset("vendor/report.js").decode("utf-8")
    held = {
        "model": model,
        "documents": dict(documents),
        "world": json.loads(world_map()),
        "detail": detail_of(model),
    }
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script, style)}">\n'
        f"<style>{style}</style>\n"
        f'<script type="application/octet-stream" id="case">{packed(held)}</script>'
    )
    page, replaced = _LINKS.subn(lambda _: head, asset("index.html").decode("utf-8"))
    if replaced != 1:
        raise AssertionError("index.html has lost the links that the report replaces")
    page = page.replace("<title>gestae</title>", f"<title>{html.escape(model['name'])} · gestae</title>")
    return page.replace("</body>", f"<script>{script}</script>\n</body>")


def detail_of(model: PageModel) -> dict[str, object]:
    """The map in detail: the countries in which the case has places, and the towns around these."""
    numbers = frozenset(place["number"] for place in model["places"] if place["number"])
    return {**detail_map(numbers), "towns": towns_around(model["places"])}


def packed(value: object) -> str:
    """The value as JSON, gzipped, in base64: nothing that a report says can end the element it stands in."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    # Without a time stamp, so that the same case gives the same bytes.
    return base64.b64encode(gzip.compress(text.encode("ascii"), compresslevel=9, mtime=0)).decode("ascii")


def _policy(script: str, style: str) -> str:
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
