"""Who takes part: one of ours and one of theirs in each touchpoint, more in meetings, now and then somebody unknown."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from data_access.demo.accounts import Accounts
from data_access.demo.blocks import MISSING, Block, Bools, Coded, Ints, Texts
from data_access.demo.company import Company
from data_access.demo.conversations import Messages
from data_access.demo.kinds import DEPARTMENT_OF, DEPARTMENTS, INBOUND, IS_AUTOMATED, IS_GROUP, MUTUAL, kind_code
from data_access.demo.parameters import COPIED_SHARE, GHOST_SHARE
from data_access.demo.people import People
from data_access.demo.starters import Starters
from data_access.demo.stories import SILENT_DAYS, Story
from data_access.demo.tickets import Tickets
from data_access.demo.world import DAY, World
from domain.vocabulary import Department, ParticipantPart

PARTS = tuple(ParticipantPart)
_SENDER, _RECIPIENT, _COPIED, _ATTENDEE = range(4)
_GHOSTS = ("einkauf", "m.okonkwo", "assistant.ceo", "it-helpdesk", "l.ferreira", "consulting.partner")


@dataclass(frozen=True)
class Cast:
    """By message: the contact (position, `MISSING`: somebody unknown), our user's id.

    `contact_name` is the position in `contact_names` of the first name to use for the contact.
    """

    contact: Ints
    user: Ints
    contact_name: Ints
    contact_names: Texts


def make_cast(
    world: World, company: Company, accounts: Accounts, people: People, tickets: Tickets,
    starters: Starters, messages: Messages, chunk: int,
) -> Cast:  # fmt: skip
    """Choose who speaks: the same two people through a conversation, unless one of them leaves."""
    rng = world.rng("cast", chunk)
    luck = rng.random(len(starters.account)) ** 1.8
    account = starters.account
    chosen = people.first[account] + np.floor(luck * people.count[account]).astype(np.int64)
    is_ticket = starters.ticket != MISSING
    chosen[is_ticket] = tickets.contact[starters.ticket[is_ticket]]
    top = np.isin(
        starters.kind, (kind_code("executive_meeting"), kind_code("renewal_talk"), kind_code("renewal_offer"))
    )
    second = people.first[account] + np.minimum(1, people.count[account] - 1)
    chosen = np.where(top, second, chosen)
    contact = present(people, messages.account, chosen[messages.starter], messages.local // DAY)
    silent = (accounts.story[messages.account] == Story.SILENT_CHAMPION) & (
        messages.local // DAY > world.today - SILENT_DAYS
    )
    silent &= (contact == people.first[messages.account]) & (people.count[messages.account] > 1)
    contact = np.where(silent, contact + 1, contact)
    user = _ours(company, accounts, starters)[messages.starter]
    names = np.append(people.first_name, "Somebody")
    return Cast(contact, user, np.where(contact == MISSING, len(people), contact), names)


def present(people: People, account: Ints, chosen: Ints, day: Ints) -> Ints:
    """Whoever of an account stands in when the chosen person has left or has not yet come; `MISSING`: nobody."""
    contact = chosen
    for stand_in in (people.first[account], people.successor[account], people.first[account] + 1):
        away = (contact == MISSING) | ~_is_there(people, contact, day)
        usable = (stand_in != MISSING) & (stand_in < people.first[account] + np.maximum(people.count[account], 1) + 1)
        usable &= stand_in < len(people)
        usable[usable] &= people.account[stand_in[usable]] == account[usable]
        contact = np.where(away & usable, stand_in, contact)
    return np.where(_is_there(people, contact, day), contact, MISSING)


def _is_there(people: People, contact: Ints, day: Ints) -> Bools:
    left = people.left[contact]
    return np.asarray((people.joined[contact] <= day) & ((left == MISSING) | (left >= day)))


def _ours(company: Company, accounts: Accounts, starters: Starters) -> Ints:
    """Our side of each conversation: the owner, or the colleague of the department that has it."""
    account, day = starters.account, starters.local // DAY
    is_before = (accounts.changed[account] != MISSING) & (day < accounts.changed[account])
    user = company.managers.take(np.where(is_before, accounts.former[account], accounts.owner[account]))
    department = DEPARTMENT_OF.take(starters.kind)
    for code, name in enumerate(DEPARTMENTS):
        here = department == code
        if name is not Department.ACCOUNT_MANAGEMENT and here.any():
            user[here] = company.colleague(name, accounts.number[starters.account[here]])
    return user


def participant_block(
    world: World, company: Company, accounts: Accounts, people: People, starters: Starters,
    messages: Messages, cast: Cast, touchpoint: Ints, chunk: int,
) -> Block:  # fmt: skip
    """Rows of `touchpoint_participants`, sorted by touchpoint and place."""
    rng = world.rng("participants", chunk)
    first_kind = starters.kind[messages.starter]
    automated, group = IS_AUTOMATED.take(first_kind), IS_GROUP.take(first_kind)
    parts = [
        *_two(people, messages, cast, automated),
        *_more_of_theirs(rng, people, messages, cast, automated, group),
        *_more(rng, company, accounts, messages, cast, automated, group),
    ]
    at, place, contact, user, part = (np.concatenate([one[column] for one in parts]) for column in range(5))
    order = np.lexsort((place, at))
    at, contact, user = at[order], contact[order], user[order]
    is_first = np.diff(at, prepend=-1) > 0
    firsts = np.flatnonzero(is_first)
    unknown = (contact == MISSING) & (user == MISSING)
    return {
        "touchpoint_id": touchpoint[at],
        "position": np.arange(len(at)) - firsts[np.cumsum(is_first) - 1],
        "contact_id": contact,
        "user_id": user,
        "address": Coded(np.where(unknown, messages.account[at], -1), _strangers(accounts)),
        "part": Coded(part[order], PARTS),
    }


Part: TypeAlias = tuple[Ints, Ints, Ints, Ints, Ints]
"""Message (position), place, contact's id, user's id, part: a column each."""


def _two(people: People, messages: Messages, cast: Cast, automated: Bools) -> list[Part]:
    """One of theirs and, unless a machine wrote, one of ours; the sender first."""
    row = np.arange(len(messages.account))
    nobody = np.full(len(row), MISSING)
    is_theirs, together = messages.direction == INBOUND, messages.direction == MUTUAL
    known = np.maximum(cast.contact, 0)
    theirs = np.where(cast.contact == MISSING, MISSING, people.id.take(known))
    their_part = np.where(together, _ATTENDEE, np.where(is_theirs, _SENDER, _RECIPIENT))
    our_part = np.where(together, _ATTENDEE, np.where(is_theirs, _RECIPIENT, _SENDER))
    their_place = np.where(is_theirs | together | automated, 0, 1)
    human = row[~automated]
    return [
        (row, their_place, theirs, nobody, their_part),
        (human, (1 - their_place)[human], nobody[human], cast.user[human], our_part[human]),
    ]


def _more_of_theirs(
    rng: np.random.Generator, people: People, messages: Messages, cast: Cast, automated: Bools, group: Bools
) -> list[Part]:
    """Others of the account: up to three in a meeting, a copy now and then."""
    count = len(messages.account)
    more = np.where(group, rng.poisson(1.3, count), (rng.random(count) < COPIED_SHARE) & ~automated)
    parts = []
    for turn in range(1, 4):
        rows = np.flatnonzero(more >= turn)
        account = messages.account[rows]
        start, size = people.first[account], people.count[account]
        other = start + (np.maximum(cast.contact[rows], 0) - start + turn) % size
        fits = (turn < size) & (other != cast.contact[rows]) & _is_there(people, other, messages.local[rows] // DAY)
        rows, other = rows[fits], other[fits]
        place, nobody = np.full(len(rows), 1 + turn), np.full(len(rows), MISSING)
        parts.append((rows, place, people.id[other], nobody, np.where(group[rows], _ATTENDEE, _COPIED)))
    return parts


def _more(
    rng: np.random.Generator, company: Company, accounts: Accounts, messages: Messages, cast: Cast, automated: Bools,
    group: Bools,
) -> list[Part]:  # fmt: skip
    """A colleague from services in every second meeting; here and there an address that nobody knows."""
    count = len(messages.account)
    colleague = company.colleague(Department.SERVICES, accounts.number[messages.account])
    joins = ~automated & (colleague != cast.user) & (rng.random(count) < np.where(group, 0.5, 0.05))
    ghosts = ~automated & (rng.random(count) < GHOST_SHARE * np.where(group, 2, 1))
    parts = []
    for place, who, user in ((5, joins, colleague), (6, ghosts, np.full(count, MISSING))):
        rows = np.flatnonzero(who)
        nobody = np.full(len(rows), MISSING)
        parts.append((rows, np.full(len(rows), place), nobody, user[rows], np.where(group[rows], _ATTENDEE, _COPIED)))
    return parts


def _strangers(accounts: Accounts) -> tuple[str, ...]:
    """An address per account that nobody has entered, and that keeps coming back."""
    pairs = zip(accounts.number.tolist(), accounts.domain.tolist(), strict=True)
    return tuple(f"{_GHOSTS[number % len(_GHOSTS)]}@{domain}" for number, domain in pairs)
