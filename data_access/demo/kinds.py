"""The kinds of touchpoint that a demo knows, and what each looks like in the table."""

from dataclasses import dataclass

import numpy as np

from data_access.demo.blocks import Ints
from domain.vocabulary import Channel, Department, Direction, Initiative, Purpose, Topic


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of touchpoint; `replies` is the mean number of answers, `minutes` the usual length (0: has none)."""

    name: str
    channel: Channel
    purpose: Purpose
    topic: Topic
    direction: Direction
    initiative: Initiative
    department: Department
    replies: float = 0.0
    minutes: int = 0
    tone: float = 0.0
    is_automated: bool = False


_IN, _OUT, _BOTH = Direction.INBOUND, Direction.OUTBOUND, Direction.MUTUAL
_PRO, _RE = Initiative.PROACTIVE, Initiative.REACTIVE
_AM, _SUP = Department.ACCOUNT_MANAGEMENT, Department.SUPPORT
_C, _P, _T = Channel, Purpose, Topic

# fmt: off
KINDS = (
    Kind("check_in_mail", _C.EMAIL, _P.CHECK_IN, _T.OPERATIONS, _OUT, _PRO, _AM, 1.1, 0, 0.1),
    Kind("check_in_call", _C.CALL, _P.CHECK_IN, _T.OPERATIONS, _OUT, _PRO, _AM, 0, 22, 0.1),
    Kind("review_video", _C.VIDEO, _P.CHECK_IN, _T.STRATEGY, _BOTH, _PRO, _AM, 0, 45, 0.1),
    Kind("insight", _C.EMAIL, _P.INSIGHT, _T.INNOVATION, _OUT, _PRO, _AM, 0.7, 0, 0.2),
    Kind("proposal", _C.EMAIL, _P.PROPOSAL, _T.STRATEGY, _OUT, _PRO, Department.SALES, 1.3, 0, 0.1),
    Kind("recognition", _C.EMAIL, _P.RECOGNITION, _T.STRATEGY, _OUT, _PRO, _AM, 0.8, 0, 0.5),
    Kind("training", _C.VIDEO, _P.TRAINING, _T.OPERATIONS, _BOTH, _PRO, Department.SERVICES, 0, 75, 0.2),
    Kind("qbr", _C.MEETING, _P.QBR, _T.STRATEGY, _BOTH, _PRO, _AM, 0, 90, 0.1),
    Kind("executive_meeting", _C.MEETING, _P.CHECK_IN, _T.STRATEGY, _BOTH, _PRO, Department.LEADERSHIP, 0, 60, 0.1),
    Kind("event", _C.EVENT, _P.INSIGHT, _T.INNOVATION, _BOTH, _PRO, Department.MARKETING, 0, 180, 0.3),
    Kind("question", _C.EMAIL, _P.OTHER, _T.OPERATIONS, _IN, _RE, _AM, 1.4),
    Kind("chat", _C.CHAT, _P.OTHER, _T.OPERATIONS, _IN, _RE, _AM, 1.6),
    Kind("inbound_call", _C.CALL, _P.OTHER, _T.OPERATIONS, _IN, _RE, _AM, 0, 14),
    Kind("billing", _C.EMAIL, _P.BILLING, _T.COST, _IN, _RE, Department.FINANCE, 1.2, 0, -0.15),
    Kind("feedback", _C.EMAIL, _P.FEEDBACK, _T.INNOVATION, _IN, _RE, Department.PRODUCT, 0.9, 0, 0.05),
    Kind("portal", _C.PORTAL, _P.OTHER, _T.OPERATIONS, _IN, _RE, _SUP, 0.6),
    Kind("social", _C.SOCIAL, _P.RECOGNITION, _T.STRATEGY, _IN, _RE, Department.MARKETING, 0, 0, 0.35),
    Kind("follow_up", _C.EMAIL, _P.OTHER, _T.OPERATIONS, _OUT, _RE, _AM, 0.9, 0, 0.05),
    Kind("our_chat", _C.CHAT, _P.OTHER, _T.OPERATIONS, _OUT, _RE, _AM, 1.3),
    Kind("call_back", _C.CALL, _P.OTHER, _T.OPERATIONS, _OUT, _RE, _AM, 0, 17),
    Kind("release_notice", _C.NOTICE, _P.INSIGHT, _T.INNOVATION, _OUT, _PRO, Department.PRODUCT, is_automated=True),
    Kind("usage_report", _C.NOTICE, _P.OTHER, _T.OPERATIONS, _OUT, _PRO, Department.PRODUCT, is_automated=True),
    Kind("invoice_notice", _C.NOTICE, _P.BILLING, _T.COST, _OUT, _PRO, Department.FINANCE, is_automated=True),
    Kind("issue_opened", _C.SUPPORT, _P.ISSUE, _T.CORRECTIVE, _IN, _RE, _SUP, 0, 0, -0.3),
    Kind("issue_receipt", _C.NOTICE, _P.ISSUE, _T.CORRECTIVE, _OUT, _RE, _SUP, is_automated=True),
    Kind("issue_answer", _C.SUPPORT, _P.ISSUE, _T.CORRECTIVE, _OUT, _RE, _SUP, 0, 0, 0.0),
    Kind("issue_detail", _C.SUPPORT, _P.ISSUE, _T.CORRECTIVE, _IN, _RE, _SUP, 0, 0, -0.2),
    Kind("issue_update", _C.SUPPORT, _P.ISSUE, _T.CORRECTIVE, _OUT, _RE, _SUP, 0, 0, 0.0),
    Kind("issue_chase", _C.EMAIL, _P.ISSUE, _T.CORRECTIVE, _IN, _RE, _AM, 0.8, 0, -0.55),
    Kind("escalation", _C.CALL, _P.ESCALATION, _T.CORRECTIVE, _BOTH, _RE, Department.LEADERSHIP, 0, 35, -0.35),
    Kind("issue_solved", _C.SUPPORT, _P.ISSUE, _T.CORRECTIVE, _OUT, _RE, _SUP, 0.4, 0, 0.15),
    Kind("renewal_talk", _C.VIDEO, _P.RENEWAL, _T.STRATEGY, _BOTH, _PRO, _AM, 0, 50, 0.05),
    Kind("renewal_offer", _C.EMAIL, _P.RENEWAL, _T.COST, _OUT, _PRO, Department.SALES, 1.2, 0, 0.05),
    Kind("renewal_yes", _C.EMAIL, _P.RENEWAL, _T.STRATEGY, _IN, _RE, _AM, 0.8, 0, 0.5),
    Kind("renewal_less", _C.EMAIL, _P.RENEWAL, _T.COST, _IN, _RE, _AM, 1.0, 0, -0.25),
    Kind("renewal_no", _C.EMAIL, _P.RENEWAL, _T.COST, _IN, _RE, _AM, 1.0, 0, -0.6),
    Kind("kick_off", _C.MEETING, _P.ONBOARDING, _T.STRATEGY, _BOTH, _PRO, Department.SERVICES, 0, 120, 0.45),
    Kind("onboarding", _C.VIDEO, _P.ONBOARDING, _T.OPERATIONS, _BOTH, _PRO, Department.SERVICES, 0, 60, 0.25),
    Kind("survey_invitation", _C.NOTICE, _P.FEEDBACK, _T.OPERATIONS, _OUT, _PRO, _AM, is_automated=True),
    Kind("reply_in", _C.EMAIL, _P.OTHER, _T.OPERATIONS, _IN, _RE, _AM),
    Kind("reply_out", _C.EMAIL, _P.OTHER, _T.OPERATIONS, _OUT, _RE, _AM),
)
# fmt: on

_INDEX = {kind.name: number for number, kind in enumerate(KINDS)}

CHANNELS, PURPOSES, TOPICS = tuple(Channel), tuple(Purpose), tuple(Topic)
DIRECTIONS, INITIATIVES, DEPARTMENTS = tuple(Direction), tuple(Initiative), tuple(Department)
INBOUND, OUTBOUND, MUTUAL = range(3)


def kind_code(name: str) -> int:
    """The number of a kind."""
    return _INDEX[name]


def mix(**shares: float) -> tuple[Ints, Ints]:
    """Kinds and the table that turns a number below 1,000 into one of them, by share."""
    kinds = np.array([kind_code(name) for name in shares])
    edges = np.cumsum(list(shares.values())) / sum(shares.values())
    return kinds, np.searchsorted(edges, (np.arange(1000) + 0.5) / 1000)


CHANNEL_OF = np.array([CHANNELS.index(kind.channel) for kind in KINDS])
PURPOSE_OF = np.array([PURPOSES.index(kind.purpose) for kind in KINDS])
TOPIC_OF = np.array([TOPICS.index(kind.topic) for kind in KINDS])
DIRECTION_OF = np.array([DIRECTIONS.index(kind.direction) for kind in KINDS])
INITIATIVE_OF = np.array([INITIATIVES.index(kind.initiative) for kind in KINDS])
DEPARTMENT_OF = np.array([DEPARTMENTS.index(kind.department) for kind in KINDS])
REPLIES_OF = np.array([kind.replies for kind in KINDS])
MINUTES_OF = np.array([kind.minutes for kind in KINDS])
TONE_OF = np.array([kind.tone for kind in KINDS])
IS_AUTOMATED = np.array([kind.is_automated for kind in KINDS])
HAS_THREAD = np.array(
    [kind.channel in (Channel.EMAIL, Channel.CHAT, Channel.SUPPORT, Channel.PORTAL) for kind in KINDS]
)
IS_GROUP = np.array([kind.channel in (Channel.MEETING, Channel.VIDEO, Channel.EVENT) for kind in KINDS])
