"""One chunk of accounts with everything that hangs on them, as blocks to load."""

import numpy as np

from data_access.demo.account_rows import account_blocks
from data_access.demo.accounts import make_accounts
from data_access.demo.blocks import Block
from data_access.demo.book import make_book
from data_access.demo.company import Company
from data_access.demo.conversations import converse
from data_access.demo.growth import growth_blocks
from data_access.demo.landscape import contact_block, landscape_blocks
from data_access.demo.money import invoice_block, service_cost_block
from data_access.demo.notes import note_blocks
from data_access.demo.participants import make_cast, participant_block
from data_access.demo.people import count_contacts, make_people
from data_access.demo.planned import planned_blocks
from data_access.demo.plans import plan_blocks
from data_access.demo.revenue import make_subscriptions, revenue_blocks
from data_access.demo.service import commitment_block, usage_block
from data_access.demo.starters import make_starters
from data_access.demo.state import make_state
from data_access.demo.surveys import survey_block
from data_access.demo.tickets import make_tickets, ticket_blocks
from data_access.demo.touches import Scene, touchpoint_block
from data_access.demo.voice import asker_block
from data_access.demo.world import Ids, World


def chunk_blocks(world: World, company: Company, requests: Block, ids: Ids, chunk: int) -> list[tuple[str, Block]]:
    """Generate chunk number `chunk`: causes first, then outcomes, then the signs of both."""
    accounts = make_accounts(world, company, ids, chunk)
    state = make_state(world, company, accounts, chunk)
    count = count_contacts(world, accounts, chunk)
    book = make_book(world, accounts, count, state, chunk)
    people = make_people(world, accounts, state, count, ids, chunk)
    subscriptions = make_subscriptions(world, accounts, ids, chunk)
    tickets = make_tickets(world, company, accounts, people, state, book, ids, chunk)
    starters = make_starters(world, accounts, state, book, tickets, chunk)
    messages = converse(world, company, accounts, state, starters, chunk)
    cast = make_cast(world, company, accounts, people, tickets, starters, messages, chunk)
    scene = Scene(world, company, accounts, state, subscriptions, starters, messages, tickets, cast)
    touchpoints = touchpoint_block(scene, ids, chunk)
    touchpoint_ids = np.asarray(touchpoints["id"])
    return [
        *account_blocks(world, company, accounts, book, ids, chunk),
        ("contacts", contact_block(world, accounts, people)),
        *landscape_blocks(world, company, accounts, state, people, ids, chunk),
        *revenue_blocks(world, accounts, book.terms, subscriptions, ids, chunk),
        *ticket_blocks(world, company, accounts, people, tickets, ids, chunk),
        ("touchpoints", touchpoints),
        (
            "touchpoint_participants",
            participant_block(world, company, accounts, people, starters, messages, cast, touchpoint_ids, chunk),
        ),
        *planned_blocks(world, company, accounts, people, book, ids, chunk),
        ("commitments", commitment_block(world, company, accounts, people, state, book, ids, chunk)),
        ("survey_responses", survey_block(world, accounts, people, state, book, tickets, ids, chunk)),
        ("usage_weeks", usage_block(world, accounts, state, book, subscriptions, chunk)),
        ("invoices", invoice_block(world, accounts, state, book, ids, chunk)),
        ("service_costs", service_cost_block(world, accounts, book, tickets, ids, chunk)),
        *growth_blocks(world, company, accounts, state, book, subscriptions, ids, chunk),
        *plan_blocks(world, company, accounts, book, ids, chunk),
        ("feature_request_askers", asker_block(world, accounts, people, book, requests, ids, chunk)),
        *note_blocks(world, company, accounts, state, book, ids, chunk),
    ]
