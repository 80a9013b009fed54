"""How the app is served: what `st.App` is given beside the script (see `app.py`)."""

from starlette.middleware import Middleware

from shell.failures import prepare_log, report_failure
from shell.routes import ROUTES
from shell.security import Gate, SecurityHeaders
from shell.warm import lifespan

# The first is the outermost: headers also on what the gate answers.
MIDDLEWARE = (Middleware(SecurityHeaders), Middleware(Gate))

prepare_log()

__all__ = ["MIDDLEWARE", "ROUTES", "lifespan", "report_failure"]
