"""What an account's own review is made from: the very answers that its pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from domain.account import AccountHeader, HealthHistory, Plan
from domain.account_balance import Balance
from domain.account_map import Graph
from domain.channel_service import ChannelService
from domain.cost_to_serve import CostToServe
from domain.evidence import Explanation
from domain.map_findings import MapReading
from domain.pulse import Pulse
from domain.reports.client import ClientFacts
from domain.shadow import Casting


@dataclass(frozen=True, slots=True, eq=False)
class AccountFacts:
    """For us alone; `shared` is what the client may see of it. Frames as of `data_access.queries`."""

    as_of: date
    header: AccountHeader
    shared: ClientFacts
    shadows: Sequence[Casting]
    pulse: Pulse | None
    history: HealthHistory
    explanation: Explanation
    issues: pd.DataFrame
    promises: pd.DataFrame
    channels: Sequence[ChannelService]
    balance: Balance
    graph: Graph
    reading: MapReading
    plan: Plan | None
    terms: pd.DataFrame
    invoices: pd.DataFrame
    opportunities: pd.DataFrame
    cost: CostToServe | None
