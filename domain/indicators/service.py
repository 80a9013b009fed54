"""Service: the shadow of unresolved issues over everything else.

A single unresolved issue can overshadow months of good contact; after it closes the shadow fades and never turns into
a bonus, as recovery raises satisfaction but not repurchase (de Matos et al. 2007).
"""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:  # noqa: ARG001
    """Say how many issues are open, or that the last ones still weigh."""
    count = int(row["open_issues"])
    if count:
        return f"{count} open issue{'s' if count > 1 else ''} {'weigh' if count > 1 else 'weighs'} on everything else."
    return "Recently closed issues still weigh." if row["shadow"] >= 1 else "No issue weighs on the account."


@indicator("service", "Service", Family.SERVICE, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """100 less 4 for each point of issue shadow, at least 0; known as soon as anything of the account is."""
    reading = np.maximum(100.0 - policy.shadow_scale * facts.shadow, 0.0)
    return np.where(facts.records > 0, reading, np.nan)
