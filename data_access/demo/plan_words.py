"""The words of account plans."""

GOALS = (
    ("Shorten order-to-delivery time", "days", 9.0, 0.65), ("Raise on-time delivery", "%", 82.0, 1.15),
    ("Cut manual bookings", "per week", 420.0, 0.4), ("Bring plants onto one platform", "plants", 2.0, 3.5),
    ("Lower cost per order", "EUR", 14.0, 0.8), ("Reduce stock", "days of supply", 46.0, 0.75),
    ("Answer customer requests faster", "hours", 30.0, 0.5), ("Raise forecast accuracy", "%", 68.0, 1.25),
    ("Fewer audit findings", "findings", 17.0, 0.35), ("Use of self-service", "% of requests", 22.0, 2.2),
    ("Close the month earlier", "working days", 8.0, 0.6), ("Lower returns", "% of orders", 7.5, 0.7),
)
NEEDS = (
    "One view of all sites before the merger; later a shared service centre.",
    "Compliance with the new supply-chain law; proof for auditors.",
    "Growth in two new countries with the same team.",
    "Relief for planners: too much still happens in spreadsheets.",
    "A clear business case for the board before the next budget round.",
    "Replacement of the old warehouse system by the end of next year.",
    "Better data quality before any new module makes sense.",
)
MARKETS = (
    "Margins under pressure from energy prices; investment only with payback under two years.",
    "Consolidation: two rivals merged this spring, our client wants to stay independent.",
    "Demand grows, skilled people are missing: automation is welcome.",
    "Regulation drives the agenda; budget exists where an audit looms.",
    "Stable home market, growth only abroad.",
    "A new chief executive looks at every contract.",
)
COMPETITORS = (
    "Incumbent ERP vendor offers a bundled module at a discount.", "A start-up runs a pilot in one site.",
    "A consultancy pushes its own platform.", "In-house team wants to build.", "None active at present.",
    "The former supplier still has friends in IT.",
)
MILESTONES = (
    "Executive sponsor named on both sides", "Joint success plan signed", "Second site live", "Business case presented",
    "Key users certified", "Integration with the ERP in production", "Reference story published", "Data clean-up finished",
    "Quarterly review with the board", "Renewal terms agreed in principle", "Procurement met in person",
    "Root causes of the last outage closed",
)
RISKS = (
    "Champion may leave", "Procurement wants a second source", "Budget freeze", "Low adoption in the second site",
    "Open issues block the roll-out", "New management reviews all suppliers", "Only one person knows us", "Competitor pilot",
)
MITIGATIONS = (
    "Build a second relationship in operations.", "Show total cost, meet the head of procurement early.",
    "Tie the case to savings within the year.", "Train key users, weekly office hour for a quarter.",
    "Engineer assigned until the list is empty.", "Introduce our executives within the first hundred days.",
    "Meet finance and IT; map the missing roles.", "Reference visit, joint roadmap, faster answers.",
)
