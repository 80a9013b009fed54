"""A business review for the client: it takes what a client may see (`domain.reports.client`), and nothing else."""

from components.reports import client_slides as shared
from components.reports.document import Document
from domain.reports.client import ClientFacts


def client_document(facts: ClientFacts) -> Document:
    """The slides in their order; what there is nothing of is left out."""
    told = (
        shared.state_slide(facts),
        shared.contact_slide(facts),
        shared.promises_slide(facts),
        shared.issues_slide(facts),
        shared.goals_slide(facts),
        shared.products_slide(facts),
        shared.steps_slide(facts),
    )
    scope = (f"Your account manager: {facts.manager}",) if facts.manager else ()
    return Document("Business review", facts.name, scope, facts.as_of, tuple(one for one in told if one is not None))
