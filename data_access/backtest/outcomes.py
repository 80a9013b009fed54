"""What happened to accounts, out of the records: the outcomes that scores are judged by.

An outcome is the loss of a customer or of a part of its revenue, on the day on which it took effect:
- `accounts.churned_on`;
- `renewals.due_on` of a renewal that was lost or contracted: the first day after the term;
- `contract_events.effective_on` (where empty, `happened_on`) of a termination or a contraction.

When an outcome became known plays no part here: it only labels samples of the days before it. Notice is no outcome,
as it can be taken back.
"""

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data_access.columns import columns, day_number, integers
from data_access.models import Account, ContractEvent, Renewal
from domain.backtest.samples import Outcomes
from domain.vocabulary import ContractEventKind, RenewalStatus

RECORDS = "the records: churned accounts, lost or contracted renewals, terminations and contractions"
_LOSSES = (RenewalStatus.LOST, RenewalStatus.CONTRACTED)
_EVENTS = (ContractEventKind.TERMINATION, ContractEventKind.CONTRACTION)


def recorded_outcomes(session: Session) -> Outcomes:
    """Every outcome on record, of every account that the session sees."""
    a, r, e = Account, Renewal, ContractEvent
    effective_on = func.coalesce(e.effective_on, e.happened_on)
    statements = (
        select(a.id.label("account_id"), day_number(a.churned_on).label("day")).where(a.churned_on.is_not(None)),
        select(r.account_id, day_number(r.due_on).label("day")).where(r.status.in_(_LOSSES)),
        select(e.account_id, day_number(effective_on).label("day")).where(e.kind.in_(_EVENTS)),
    )
    read = [columns(session, statement) for statement in statements]
    account = np.concatenate([integers(one["account_id"]) for one in read])
    day = np.concatenate([integers(one["day"]) for one in read])
    return Outcomes(account, day, are_final=False)  # who was contracted stays, and who was lost may sign again
