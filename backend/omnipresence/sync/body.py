"""The body of a sync request, bounded before and after inflation (security item 25, fault 16)."""

import zlib
from typing import Any

from django.http import HttpRequest

from omnipresence.base.parsing import parse_json
from omnipresence.base.problems import MalformedRequest, PayloadTooLarge, UnsupportedMediaType
from omnipresence.sync.envelope import MAX_BYTES

MAX_COMPRESSED = 128 * 1024
# A plain body may be as large as an inflated one.
GZIP_WINDOW = 16 + zlib.MAX_WBITS


def read_body(request: HttpRequest) -> Any:
    """The JSON value of the body; raises PayloadTooLarge, UnsupportedMediaType or MalformedRequest."""
    if request.content_type != "application/json":
        raise UnsupportedMediaType
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip"}:
        raise UnsupportedMediaType("Content-Encoding may be gzip or absent.")
    limit = MAX_COMPRESSED if encoding == "gzip" else MAX_BYTES
    data = request.read(limit + 1)
    if len(data) > limit:
        raise PayloadTooLarge(max_bytes=MAX_BYTES)
    return parse_json(_inflate(data) if encoding == "gzip" else data, storable=False)


def _inflate(data: bytes) -> bytes:
    inflater = zlib.decompressobj(GZIP_WINDOW)
    try:
        plain = inflater.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise MalformedRequest("The body is not gzip.") from error
    if len(plain) > MAX_BYTES:
        raise PayloadTooLarge(max_bytes=MAX_BYTES)
    if not inflater.eof:
        raise MalformedRequest("The gzip body ends too early.")
    return plain
