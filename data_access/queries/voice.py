"""What do these accounts ask for?"""

import numpy as np
import pandas as pd
from sqlalchemy import select

from data_access.cache import cached
from data_access.columns import columns
from data_access.models import Contact, FeatureRequest, FeatureRequestAsker, Product
from data_access.queries.portfolio import portfolio
from data_access.queries.revenue import positions
from data_access.session import reading
from domain.portfolio import Filters, narrow
from domain.ties import end_of
from domain.viewer import Viewer
from domain.voice import Voice, VoiceBook
from domain.voice import voice as computed


@cached(entries=16)
def voice_book(viewer: Viewer) -> VoiceBook:
    """Requests, and who of the viewer's accounts asked: two statements."""
    book = portfolio(viewer)
    r, a, known = FeatureRequest, FeatureRequestAsker, end_of(book.as_of)
    requests = (
        select(
            r.id, r.title, r.theme, Product.name.label("product"), r.state, r.shipped_on,
            r.merged_into_id.label("merged_into"), r.version,
        )
        .outerjoin(Product, Product.id == r.product_id)
        .where(r.recorded_at < known)
        .order_by(r.id)
    )  # fmt: skip
    askers = (
        select(
            a.id, a.request_id.label("request"), a.account_id, Contact.name.label("who"), a.asked_on, a.quote, a.told_at
        )
        .outerjoin(Contact, Contact.id == a.contact_id)
        .where(a.recorded_at < known, a.asked_on <= book.as_of)
        .order_by(a.id)
    )  # fmt: skip
    with reading(viewer) as session:
        read, asked = columns(session, requests), columns(session, askers)
    at, mine = positions(book, asked["account_id"])
    rows = pd.DataFrame({name: list(values) for name, values in asked.items()}, dtype=object)[np.asarray(mine)]
    asked_for = pd.DataFrame({name: list(values) for name, values in read.items()}, dtype=object)
    return VoiceBook(asked_for, rows.drop(columns="account_id").assign(at=at))


@cached(entries=32)
def voice(viewer: Viewer, filters: Filters) -> Voice:
    """All answers at once, from what is in memory."""
    return computed(narrow(portfolio(viewer), filters), voice_book(viewer))
