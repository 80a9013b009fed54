"""How a person is told that something failed: a plain sentence, never a traceback."""

import logging
import secrets
import time

from components import states
from domain.errors import NexusError

_log = logging.getLogger("nexus")


def report_failure(error: Exception) -> bool:
    """Tell the person of an uncaught error of a script; log it under the short reference that they see.

    Streamlit's `on_script_error`: True keeps it from drawing the exception itself.
    """
    if isinstance(error, NexusError):
        states.error(error)
        return True
    reference = secrets.token_hex(4).upper()
    _log.error("Error %s, as a person was shown it", reference, exc_info=error)
    states.failure(reference)
    return True


def prepare_log() -> None:
    """Give our own log its lines, with instants in UTC, and keep Streamlit from logging an uncaught error as well.

    Streamlit's line would come without the reference that the person was shown.
    """
    handler = logging.StreamHandler()
    formatter = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    _log.handlers = [handler]
    _log.setLevel(logging.INFO)
    logging.getLogger("streamlit.error_util").addFilter(_is_not_an_uncaught_error)


def _is_not_an_uncaught_error(record: logging.LogRecord) -> bool:
    return record.msg != "Uncaught app execution"
