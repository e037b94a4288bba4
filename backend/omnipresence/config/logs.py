"""Log lines as JSON, one object a line, for collectors (LOG_FORMAT=json)."""

import json
import logging


class JsonFormatter(logging.Formatter):
    """Level, logger, message and traceback; JSON escaping keeps a line break in a name from faking a second line."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
