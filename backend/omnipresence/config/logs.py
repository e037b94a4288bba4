"""Log lines: one entry is one line, whatever stands in a name or an address, and none has a link's secret.

Security items 18 and 42.
"""

import json
import logging
import re

# All that ends a line somewhere, or steers a terminal or the direction of what follows.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

# Whoever has such an address may do what it is for.
SECRET_LINK = re.compile(r"(/(?:self-service|calendars)/)[^/\s?#]+")


def without_secrets(text: str) -> str:
    """The text with the secret of every link left out."""
    return SECRET_LINK.sub(r"\1(secret)", text)


def one_line(text: str) -> str:
    """The text with every character escaped that could pretend to be more than text."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), without_secrets(text))


class LineFormatter(logging.Formatter):
    """For people: time, level, logger and message; a traceback below it, each of its lines indented."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return one_line(super().formatMessage(record))

    def formatException(self, ei: object) -> str:
        lines = super().formatException(ei).split("\n")  # type: ignore[arg-type]
        return "\n".join(f"  {one_line(line)}" for line in lines)


class JsonFormatter(logging.Formatter):
    """For collectors (LOG_FORMAT=json): level, logger, message and traceback, one object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            line["traceback"] = without_secrets(self.formatException(record.exc_info))
        # Names stay readable; what steers a terminal is written as JSON escapes it.
        return CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(line, ensure_ascii=False))
