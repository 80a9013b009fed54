"""The closed vocabularies of the glossary: each value is stored as written here, in lower case.

Units: none. Every enum is a `StrEnum`, so that a member equals its stored text.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a signed-in person may do (DESIGN: who may)."""

    ACCOUNT_MANAGER = "account_manager"
    TEAM_LEAD = "team_lead"
    EXECUTIVE = "executive"
    ADMINISTRATOR = "administrator"

    @property
    def sees_everything(self) -> bool:
        """Whether this role reads every account of the company."""
        return self in (Role.EXECUTIVE, Role.ADMINISTRATOR)


class Tier(StrEnum):
    """Service level of an account; it decides the cadence."""

    STRATEGIC = "strategic"
    KEY = "key"
    TACTICAL = "tactical"


class Lifecycle(StrEnum):
    """Where the account stands in its life with us."""

    PROSPECT = "prospect"
    ONBOARDING = "onboarding"
    ACTIVE = "active"
    RENEWING = "renewing"
    CHURNED = "churned"


class Band(StrEnum):
    """Health band of a score, best first; `UNKNOWN` when nothing is known."""

    HEALTHY = "healthy"
    STABLE = "stable"
    WATCH = "watch"
    AT_RISK = "at_risk"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    """The way a touchpoint happened: one lane of the timeline each."""

    EMAIL = "email"
    CALL = "call"
    VIDEO = "video"
    MEETING = "meeting"
    CHAT = "chat"
    SOCIAL = "social"
    PORTAL = "portal"
    EVENT = "event"
    SUPPORT = "support"
    NOTICE = "notice"


class Purpose(StrEnum):
    """Why a touchpoint happened."""

    CHECK_IN = "check_in"
    QBR = "qbr"
    ONBOARDING = "onboarding"
    TRAINING = "training"
    RENEWAL = "renewal"
    ISSUE = "issue"
    INSIGHT = "insight"
    PROPOSAL = "proposal"
    RECOGNITION = "recognition"
    FEEDBACK = "feedback"
    BILLING = "billing"
    ESCALATION = "escalation"
    OTHER = "other"


class Topic(StrEnum):
    """What a touchpoint was about, as the timing rules group it."""

    STRATEGY = "strategy"
    COST = "cost"
    INNOVATION = "innovation"
    CORRECTIVE = "corrective"
    OPERATIONS = "operations"


class Direction(StrEnum):
    """Who spoke to whom: from them, from us, or both at once (a meeting)."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    MUTUAL = "mutual"


class Initiative(StrEnum):
    """Whether we acted first or answered something."""

    PROACTIVE = "proactive"
    REACTIVE = "reactive"


class Department(StrEnum):
    """Our department that had the exchange or made the promise."""

    ACCOUNT_MANAGEMENT = "account_management"
    SALES = "sales"
    SUPPORT = "support"
    PRODUCT = "product"
    ENGINEERING = "engineering"
    FINANCE = "finance"
    MARKETING = "marketing"
    SERVICES = "services"
    LEADERSHIP = "leadership"


class BuyingRole(StrEnum):
    """A stakeholder's part in a decision; apart from stance."""

    ECONOMIC_BUYER = "economic_buyer"
    DECISION_MAKER = "decision_maker"
    EXECUTIVE_SPONSOR = "executive_sponsor"
    TECHNICAL_BUYER = "technical_buyer"
    PROCUREMENT = "procurement"
    INFLUENCER = "influencer"
    USER = "user"
    GATEKEEPER = "gatekeeper"


class Stance(StrEnum):
    """How a stakeholder stands towards us, most favourable first."""

    CHAMPION = "champion"
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    SCEPTIC = "sceptic"
    BLOCKER = "blocker"


class Seniority(StrEnum):
    """Level of a contact in the client's organisation, highest first."""

    EXECUTIVE = "executive"
    VICE_PRESIDENT = "vice_president"
    DIRECTOR = "director"
    MANAGER = "manager"
    STAFF = "staff"


class RelationKind(StrEnum):
    """A line between two contacts of an account: from → to."""

    REPORTS_TO = "reports_to"
    INFLUENCES = "influences"
    CONFLICTS_WITH = "conflicts_with"


class ParticipantPart(StrEnum):
    """Part of a person in one touchpoint."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    COPIED = "copied"
    ATTENDEE = "attendee"


class Severity(StrEnum):
    """Severity of an issue, worst first (S1 stops the client's work)."""

    S1 = "s1"
    S2 = "s2"
    S3 = "s3"
    S4 = "s4"

    @property
    def level(self) -> int:
        """1 (worst) to 4."""
        return int(self.value[1])


class IssueStatus(StrEnum):
    """State of an issue."""

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"


class CommitmentOrigin(StrEnum):
    """Where a promise was made."""

    SALE = "sale"
    SERVICE = "service"
    ESCALATION = "escalation"


class SurveyKind(StrEnum):
    """Kind of survey: NPS answers 0–10, CSAT 1–5."""

    NPS = "nps"
    CSAT = "csat"


class ContractEventKind(StrEnum):
    """What happened to a contract, or to the revenue under it."""

    SIGNED = "signed"
    AMENDMENT = "amendment"
    EXPANSION = "expansion"
    CONTRACTION = "contraction"
    PRICE_RISE = "price_rise"
    NOTICE = "notice"
    AUTO_RENEWAL = "auto_renewal"
    RENEWAL = "renewal"
    TERMINATION = "termination"


class RenewalStatus(StrEnum):
    """State of a renewal decision."""

    OPEN = "open"
    RENEWED = "renewed"
    CONTRACTED = "contracted"
    LOST = "lost"


class OpportunityStage(StrEnum):
    """Stage of a growth opportunity."""

    IDENTIFIED = "identified"
    QUALIFIED = "qualified"
    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    WON = "won"
    LOST = "lost"


class OpportunityKind(StrEnum):
    """Kind of opportunity."""

    NEW = "new"
    UPSELL = "upsell"
    CROSS_SELL = "cross_sell"
    RENEWAL = "renewal"


class ProductPosition(StrEnum):
    """An account's position towards one of our products (whitespace)."""

    OWNED = "owned"
    IN_PROGRESS = "in_progress"
    POTENTIAL = "potential"
    NOT_FIT = "not_fit"


class InvoiceStatus(StrEnum):
    """State of an invoice."""

    OPEN = "open"
    PAID = "paid"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"


class PlanStep(StrEnum):
    """The five processes of key-account management."""

    SELECTION = "selection"
    GOALS = "goals"
    STRATEGY = "strategy"
    IMPLEMENTATION = "implementation"
    MONITORING = "monitoring"


class Progress(StrEnum):
    """State of a goal, milestone, action or risk."""

    PLANNED = "planned"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DONE = "done"
    DROPPED = "dropped"


class FeatureRequestState(StrEnum):
    """State of a feature request."""

    NEW = "new"
    PLANNED = "planned"
    BUILDING = "building"
    SHIPPED = "shipped"
    DECLINED = "declined"


class ReminderState(StrEnum):
    """State of a reminder; overdue is derived from its date."""

    DUE = "due"
    SNOOZED = "snoozed"
    DONE = "done"
    DISMISSED = "dismissed"


class PulseLevel(StrEnum):
    """The owner's own judgement of an account, beside the score."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


class ImportStatus(StrEnum):
    """State of one imported file."""

    RUNNING = "running"
    APPLIED = "applied"
    FAILED = "failed"
    DRY_RUN = "dry_run"
