"""Words of a CRM to the words of the glossary: small tables, read from the top, the first that fits decides."""

import re
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from domain.vocabulary import (
    BuyingRole,
    Channel,
    Direction,
    IssueStatus,
    Lifecycle,
    OpportunityKind,
    OpportunityStage,
    Purpose,
    Seniority,
    Severity,
)

Word = TypeVar("Word", bound=StrEnum)
Rules = tuple[tuple[re.Pattern[str], Word], ...]


def _rules(*pairs: tuple[str, Word]) -> Rules[Word]:
    return tuple((re.compile(pattern, re.IGNORECASE), word) for pattern, word in pairs)


def told_by(rules: Rules[Word], *texts: str) -> Word | None:
    """What the first text that says anything at all says, by `rules`; None when none does."""
    return next((word for text in texts if text and (word := _said(rules, text))), None)


@lru_cache(1 << 14)
def _said(rules: Rules[Word], text: str) -> Word | None:
    return next((word for pattern, word in rules if pattern.search(text)), None)


LIFECYCLE = _rules(
    (r"former|churn|lost|\bex[- ]|inactive|cancel|past", Lifecycle.CHURNED),
    (r"prospect|lead|target|suspect|evaluat|opportunit", Lifecycle.PROSPECT),
    (r"onboard|implement", Lifecycle.ONBOARDING),
    (r"customer|client|active|current", Lifecycle.ACTIVE),
)
SENIORITY = _rules(
    (r"assistant to|\b(executive|personal|administrative) assistant", Seniority.STAFF),
    (r"\b(s?e?vp|vice[- ]president)\b", Seniority.VICE_PRESIDENT),
    (r"\bc[a-z]{1,2}o\b|\bchief\b|president|founder|owner|managing (director|partner)|chair", Seniority.EXECUTIVE),
    (r"director|\bhead of\b|\bgeneral manager\b|principal", Seniority.DIRECTOR),
    (r"manager|supervisor|team lead|\blead\b", Seniority.MANAGER),
    (r"\w", Seniority.STAFF),
)
BUYING_ROLE = _rules(
    (r"economic|budget|business owner", BuyingRole.ECONOMIC_BUYER),
    (r"sponsor", BuyingRole.EXECUTIVE_SPONSOR),
    (r"technical|architect|\bit\b", BuyingRole.TECHNICAL_BUYER),
    (r"procure|purchas|legal|contract", BuyingRole.PROCUREMENT),
    (r"decision|decider|approv|buyer", BuyingRole.DECISION_MAKER),
    (r"gatekeep", BuyingRole.GATEKEEPER),
    (r"influenc|evaluator|champion|coach|recommend", BuyingRole.INFLUENCER),
    (r"\buser\b", BuyingRole.USER),
)
STAGE = _rules(
    (r"closed?[ -]?won|^won", OpportunityStage.WON),
    (r"closed?[ -]?lost|^lost|abandon|disqualif|omitted", OpportunityStage.LOST),
    (r"negotia|review|contract|verbal|commit", OpportunityStage.NEGOTIATING),
    (r"propos|quote|pric|demo", OpportunityStage.PROPOSED),
    (r"qualif|needs|value|decision|perception|solution|evaluat", OpportunityStage.QUALIFIED),
    (r"prospect|discover|identif|lead|open|new", OpportunityStage.IDENTIFIED),
)
KIND = _rules(
    (r"renew|replace|downgrade|retention", OpportunityKind.RENEWAL),
    (r"cross", OpportunityKind.CROSS_SELL),
    (r"up-?sell|upgrade|expan|add-?on|existing", OpportunityKind.UPSELL),
    (r"new", OpportunityKind.NEW),
)
SEVERITY = _rules(
    (r"critical|urgent|blocker|emergency|sev(erity)?[ -]?1|p[- ]?[01]\b|^1", Severity.S1),
    (r"high|major|important|sev(erity)?[ -]?2|p[- ]?2\b|^2", Severity.S2),
    (r"low|minor|trivial|sev(erity)?[ -]?4|p[- ]?[45]\b|^[45]", Severity.S4),
    (r"\w", Severity.S3),
)
ISSUE_STATUS = _rules(
    (r"closed|resolved|solved|done|complete", IssueStatus.RESOLVED),
    (r"wait|hold|pending|awaiting|customer", IssueStatus.WAITING),
    (r"\w", IssueStatus.OPEN),
)
CHANNEL = _rules(
    (r"zoom|webex|teams|google meet|hangout|video|web ?conference|gotomeeting", Channel.VIDEO),
    (r"chat|slack|whatsapp|\bsms\b|text message|messag", Channel.CHAT),
    (r"linkedin|twitter|facebook|social|in-?mail", Channel.SOCIAL),
    (r"e-?mail|^(re|fwd?|aw|wg):|newsletter|\bsent\b|^send ", Channel.EMAIL),
    (r"call|phone|dial|voice ?mail|\brang\b", Channel.CALL),
    (r"webinar|conference|trade ?show|summit|seminar|workshop", Channel.EVENT),
    (r"meeting|visit|lunch|dinner|breakfast|coffee|on-?site|demo|presentation|\bqbr\b|review", Channel.MEETING),
    (r"portal|\bweb\b|community|form", Channel.PORTAL),
    (r"support|ticket|\bcase\b", Channel.SUPPORT),
)
DIRECTION = _rules(
    (r"inbound|\[in\]|<<|^re(ply)?: ?(from|by)|received", Direction.INBOUND),
    (r"outbound|internal|\[out\]|>>|\bsent\b", Direction.OUTBOUND),
)
PURPOSE = _rules(
    (r"\bqbr\b|business review|executive review", Purpose.QBR),
    (r"escalat", Purpose.ESCALATION),
    (r"onboard|kick-?off|implementation", Purpose.ONBOARDING),
    (r"training|enablement|workshop", Purpose.TRAINING),
    (r"renew", Purpose.RENEWAL),
    (r"invoice|billing|payment|overdue", Purpose.BILLING),
    (r"proposal|quote|pricing|\bsow\b|contract", Purpose.PROPOSAL),
    (r"feedback|survey|\bnps\b|\bcsat\b", Purpose.FEEDBACK),
    (r"issue|incident|outage|complain|problem|\bbug\b", Purpose.ISSUE),
    (r"congrat|thank", Purpose.RECOGNITION),
    (r"check[- ]?in|catch[- ]?up|touch ?base|follow[- ]?up|\bsync\b", Purpose.CHECK_IN),
)
