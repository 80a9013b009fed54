"""What an operator's monitoring reads, in the text form of Prometheus: no customer data, no names."""

import resource

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from data_access.statements import statements_sent


async def metrics(_request: Request) -> Response:
    """Counters of this process since it began."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "nexus_statements_total": statements_sent(),
        "nexus_cpu_seconds_total": used.ru_utime + used.ru_stime,
        "nexus_memory_peak_bytes": used.ru_maxrss * 1024,
    }
    text = "".join(f"# TYPE {name} {_kind(name)}\n{name} {value}\n" for name, value in figures.items())
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4", headers={"Cache-Control": "no-store"})


def _kind(name: str) -> str:
    return "counter" if name.endswith("_total") else "gauge"
