"""An account's business review for us: all that its pages show, told in one go."""

from components.reports import account_plans as plans
from components.reports import account_slides as ours
from components.reports import client_slides as shared
from components.reports.account_facts import AccountFacts
from components.reports.document import Document


def account_document(facts: AccountFacts) -> Document:
    """The slides in their order; what there is nothing of is left out."""
    told = (
        ours.state_slide(facts),
        shared.contact_slide(facts.shared),
        shared.promises_slide(facts.shared),
        ours.issues_slide(facts),
        ours.history_slide(facts),
        ours.score_slide(facts),
        ours.trust_slide(facts),
        plans.people_slide(facts),
        shared.goals_slide(facts.shared),
        plans.plan_slide(facts),
        ours.service_slide(facts),
        plans.commercials_slide(facts),
        plans.cost_slide(facts),
        plans.steps_slide(facts),
    )
    owner = f"Owner: {facts.header.owner_name}" if facts.header.owner_name else "No owner"
    scope = (owner, "Internal: not for the client")
    return Document(
        "Account review", facts.header.name, scope, facts.as_of, tuple(one for one in told if one is not None)
    )
