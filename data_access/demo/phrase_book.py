"""The words of the demo: matters, issue titles, subjects and closing sentences."""

from data_access.demo.sayings import SUMMARIES as SUMMARIES

MATTERS = (
    "the month-end report", "the warehouse roll-out", "single sign-on", "the supplier portal", "the quarterly forecast",
    "the returns process", "the new plant in the north", "the data migration", "the mobile scanners",
    "the approval workflow", "the audit trail", "the price list import", "the carrier interface", "user training",
    "the key-user group", "the seat count", "the sandbox", "the roadmap", "the integration with the ERP",
    "the dashboard for the board", "the archive", "the access rights", "the test environment", "the delivery notes",
    "the summer shutdown", "the second shift", "the customs documents", "the service desk hand-over",
    "the cost centre change", "the maintenance window", "the reference visit", "the pilot in the second site",
)
ISSUES = (
    "Nightly import stops at the supplier file", "Dashboard takes minutes to open on Mondays",
    "Export of delivery notes ends after 500 rows", "Users signed out in the middle of an order",
    "Wrong currency on consolidated invoices", "Scanner app loses bookings without network",
    "Approval mails arrive a day late", "Duplicate customers after the merge", "Month-end closing report is empty",
    "Interface to the carrier rejects labels", "Search finds nothing with umlauts", "Single sign-on fails after certificate change",
    "Stock levels differ between site and head office", "Forecast ignores the second plant",
    "Attachments cannot be opened on tablets", "Audit trail misses deleted positions",
    "Time zone wrong in shift plan", "API returns errors under load", "Price list import doubles discounts",
    "Permissions reset after the update", "Archive cannot be searched by year", "Printing labels hangs the queue",
    "Data feed stopped after maintenance", "Rounding differences in the cost report",
    "Customs documents without tariff number", "Service desk cannot reassign tickets",
    "Notification e-mails end in spam", "Report scheduler skips holidays", "Login page not reachable from plant network",
    "Customer portal shows other site's orders",
)
FEATURES = (
    ("Approve orders on the phone", "Mobile"), ("Scheduled export to a data warehouse", "Data"),
    ("Several currencies in one report", "Reporting"), ("Roles per site", "Access"), ("Dark theme", "Usability"),
    ("Webhook when an order changes", "Integration"), ("Compare plan and actual by week", "Reporting"),
    ("Bulk change of master data", "Usability"), ("Audit report for ISO 27001", "Compliance"),
    ("Offline mode for scanners", "Mobile"), ("Single sign-on with two directories", "Access"),
    ("Forecast by product group", "Planning"), ("Arabic and Hebrew user interface", "Usability"),
    ("Digital signature of delivery notes", "Compliance"), ("Sandbox refreshed every night", "Integration"),
    ("Carbon footprint per shipment", "Reporting"), ("Alerts in the team chat", "Integration"),
    ("Planning board by drag and drop", "Planning"), ("Retention rules per document type", "Compliance"),
    ("Own fields in the portal", "Usability"), ("Faster search over the archive", "Performance"),
    ("API for service tickets", "Integration"), ("Shift calendar with holidays", "Planning"),
    ("Custom logo on documents", "Usability"),
)
PROMISES = (
    "Send the revised price list", "Deliver the integration guide", "Train the second key-user group",
    "Fix the export limit", "Provide a root-cause report", "Set up the sandbox", "Present the roadmap to IT",
    "Credit the missed SLA", "Name a second support contact", "Review the access rights", "Migrate the old archive",
    "Answer the security questionnaire", "Bring an engineer to the next review", "Extend the pilot by a month",
    "Update the data-processing agreement", "Configure the approval workflow", "Hand over the test protocol",
    "Arrange a reference call", "Tune the Monday dashboard", "Clarify the open invoice",
)
SALE_PROMISES = (
    "Go live within twelve weeks of signature", "Single sign-on included in the first release",
    "A named service manager in the first year", "Migration of the last three years of data",
    "Two days of training on site", "Interface to the ERP without extra charge", "Quarterly review with an executive",
)
CLIENT_PROMISES = (
    "Send the test data", "Name the key users", "Approve the change request", "Open the firewall for the interface",
    "Confirm the purchase order", "Return the signed amendment",
)

# Each begins with a space, or is empty: it follows a first sentence.
FOLLOW_UPS = (
    ("", "", "", " They would act as a reference.", " We agreed to show it to the second site.", " Good mood throughout.",
     " {person} will bring a colleague next time.", " Next step: a short proposal.", " {ours} sends the summary."),
    ("", "", "", " Next step is with us.", " {ours} follows up next week.", " {person} comes back to us after the holidays.",
     " Nothing else open.", " We keep {product} on the agenda.", " Waiting for their calendar.", " To be continued by mail."),
    ("", "", " {person} expects an answer this week.", " They mentioned that others are faster.", " The tone was sharp.",
     " {ours} involves the department today.", " They asked who is responsible.", " Must not slip again."),
)

_ISSUE = ("{matter}",)
SUBJECTS: dict[str, tuple[str, ...]] = {
    "check_in_mail": ("How is {matter} going?", "Checking in on {matter}", "Quick question about {matter}", "Our next steps",
                      "Before your holidays", "{product}: are you getting what you need?"),
    "check_in_call": ("Call about {matter}", "Monthly call with {person}", "Short call: {matter}", "Catch-up with {person}"),
    "review_video": ("Working session on {matter}", "Video review: {matter}", "{product} review", "Status of {matter}"),
    "insight": ("What peers do about {matter}", "Benchmark: {matter}", "An idea for {matter}", "Study you may find useful",
                "Three ways to use {product} better"),
    "proposal": ("Proposal: {product} for your second site", "Offer for {product}", "Draft scope: {matter}", "Proposal for {matter}"),
    "recognition": ("Congratulations to the team", "Well done with {matter}", "Your award", "Thank you for the reference"),
    "training": ("Training: {product} for key users", "Workshop on {matter}", "Refresher for the new colleagues"),
    "qbr": ("Quarterly business review", "Business review with {person}", "QBR: results and next quarter"),
    "executive_meeting": ("Executive meeting at {account}", "Lunch with {person}", "Sponsor meeting"),
    "event": ("Meridian user forum", "Industry day: {matter}", "Round table for operations leaders"),
    "question": ("Question on {matter}", "{matter}", "Can you help with {matter}?", "How do we change {matter}?",
                 "Access to {product}", "Request from {person}"),
    "chat": ("Chat: {matter}", "Chat about {product}", "Quick question"),
    "inbound_call": ("{person} called about {matter}", "Call from {person}", "Incoming call: {matter}"),
    "billing": ("Question about the last invoice", "Invoice does not match the order", "Purchase order for {product}",
                "Cost centre on the invoice"),
    "feedback": ("Feedback on {product}", "Wish for {product}", "What our users say about {product}"),
    "portal": ("Portal request: {matter}", "Change of {matter}", "Request: new users for {product}"),
    "social": ("Post about {product}", "Mentioned us in a talk", "Shared our customer story"),
    "follow_up": ("Follow-up: {matter}", "As discussed: {matter}", "Documents for {matter}", "Minutes of our call"),
    "our_chat": ("Chat: {matter}", "Heads-up on {matter}", "Chat about {product}"),
    "call_back": ("Call back to {person}", "Returned the call about {matter}", "Short call: {matter}"),
    "release_notice": ("New in {product}", "{product}: release notes", "Maintenance window for {product}"),
    "usage_report": ("Your usage report", "{product}: your quarter in numbers"),
    "invoice_notice": ("Your invoice", "Invoice for {product}"),
    "issue_opened": _ISSUE, "issue_receipt": ("Received: {matter}",), "issue_answer": _ISSUE, "issue_detail": _ISSUE,
    "issue_update": _ISSUE, "issue_chase": ("Where do we stand? {matter}", "Still open: {matter}"),
    "escalation": ("Escalation: {matter}",), "issue_solved": ("Solved: {matter}",),
    "renewal_talk": ("Renewal: where we stand", "Talk about the next term", "Renewal planning with {person}"),
    "renewal_offer": ("Offer for the next term", "Renewal terms for {product}", "Your renewal"),
    "renewal_yes": ("We renew", "Signed: next term", "Approval of the renewal"),
    "renewal_less": ("Renewal with a smaller scope", "We need to reduce", "Changed requirements for the next term"),
    "renewal_no": ("Notice of termination", "Our decision on the contract", "Ending the agreement"),
    "kick_off": ("Kick-off at {account}", "Project start"),
    "onboarding": ("Onboarding session: {matter}", "Onboarding: first users of {product}"),
    "survey_invitation": ("How likely are you to recommend us?", "Two questions about our service"),
    "reply_in": ("{matter}",), "reply_out": ("{matter}",),
}
