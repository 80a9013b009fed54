"""The facts of a group of accounts, by name."""

from dataclasses import dataclass

from domain.grid import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Matrices of (accounts, rows), from what was known then; `tier` is (accounts,). NaN where unknown.

    Decayed sums, half-life in the policy: `touches` weighted by channel; `inbound`, `outbound`, `human`, `automated`,
    `proactive`, `reactive` counts; `channel_…` counts, `department_…` those by people of that department of ours;
    `replies`, `replies_n`, `their_replies…`: readings of answers (0-100) and their
    number; `surveys…`, `tone…` likewise; `was_touched` counts without decay. `qbr_days`: days since the last review.

    People: `warm_contacts`, `people_seen`, `top_seniority` (points), `sponsor_days` since a sponsor was met;
    `stance_sum`, `stance_weight`; `champions`, `champion_days` since one of them was met, `champion_gone_days`.

    Use: `active_users`, `active_users_before` (means of the policy's windows), `seats`. Issues: `shadow` (points),
    `oldest_s1_days`, `oldest_s2_days`, `open_issues`. Promises: `promise_shadow` (points), `trust_entries` (x without
    shadows). Plan: `goals`, `goals_kept`. Money: `overdue_days`, `invoices`, `price_rise_in_days`, `price_rise_days`,
    `notice_days` since one was given, `deadline_in_days`, `runway_days` until a contract ends. `owner_days` since the
    owner changed. `records`: how many of any kind are known.
    """

    tier: Ints
    touches: Floats
    was_touched: Floats
    inbound: Floats
    outbound: Floats
    human: Floats
    automated: Floats
    proactive: Floats
    reactive: Floats
    channel_email: Floats
    channel_call: Floats
    channel_video: Floats
    channel_meeting: Floats
    channel_chat: Floats
    channel_social: Floats
    channel_portal: Floats
    channel_event: Floats
    channel_support: Floats
    channel_notice: Floats
    department_account_management: Floats
    department_sales: Floats
    department_support: Floats
    department_product: Floats
    department_engineering: Floats
    department_finance: Floats
    department_marketing: Floats
    department_services: Floats
    department_leadership: Floats
    replies: Floats
    replies_n: Floats
    their_replies: Floats
    their_replies_n: Floats
    tone: Floats
    tone_n: Floats
    qbr_days: Floats
    surveys: Floats
    surveys_n: Floats
    warm_contacts: Floats
    people_seen: Floats
    top_seniority: Floats
    sponsor_days: Floats
    stance_sum: Floats
    stance_weight: Floats
    champions: Floats
    champion_days: Floats
    champion_gone_days: Floats
    active_users: Floats
    active_users_before: Floats
    seats: Floats
    shadow: Floats
    oldest_s1_days: Floats
    oldest_s2_days: Floats
    open_issues: Floats
    promise_shadow: Floats
    trust_entries: Floats
    goals: Floats
    goals_kept: Floats
    overdue_days: Floats
    invoices: Floats
    price_rise_in_days: Floats
    price_rise_days: Floats
    notice_days: Floats
    deadline_in_days: Floats
    runway_days: Floats
    owner_days: Floats
    records: Floats
