"""First sentences of summaries, by kind of touchpoint: in good, plain and bad tone."""

SUMMARIES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "check_in_mail": (
        ("Asked {person} how things go; they are pleased with {product}.", "Short note to {person}: {matter} runs well."),
        ("Asked about {matter}.", "Offered help with {matter}.", "Checked whether anything is missing for {matter}."),
        ("Asked why {matter} has slowed down.", "Tried to reach {person} after weeks of silence."),
    ),
    "check_in_call": (
        ("{person} says the team would not go back.", "Relaxed call; {matter} is ahead of plan.", "{person} wants to do more with {product}."),
        ("Went through open points with {person}; {matter} is on plan.", "Talked about {matter}.", "{person} was short of time; we covered {matter}."),
        ("{person} is tired of explaining {matter} again.", "Difficult call: {matter} has not moved.", "{person} doubts that we see their priorities."),
    ),
    "review_video": (
        ("Showed results of {matter}; applause from the plant.", "{person} called the progress impressive."),
        ("Reviewed {matter} and agreed on dates.", "Went through the list for {product}.", "Worked through {matter} step by step."),
        ("{person} questioned the value of {product}.", "Half of the invited people did not come; {matter} has stalled."),
    ),
    "insight": (
        ("Sent the benchmark on {matter}; {person} forwarded it to the board.", "Our idea for {matter} met great interest."),
        ("Sent a study on {matter}.", "Shared how peers use {product}.", "Pointed out savings in {matter}."),
        ("Sent ideas on {matter}, asked to come back when the basics work.",),
    ),
    "proposal": (
        ("Sent the proposal for {product}; {person} had asked for it.", "They like the scope for {matter}."),
        ("Proposed {product} for the second site.", "Sent a draft scope for {matter}."),
        ("Our proposal came at a bad moment, said {person}.", "They found the offer for {product} too dear."),
    ),
    "recognition": (
        ("Congratulated {person} on the go-live.", "Thanked {person} for the reference.", "Wrote to praise the team for {matter}."),
        ("Thanked the team for {matter}.", "Sent our best wishes to {person}."),
        ("Thanked {person} for their patience with {matter}.",),
    ),
    "training": (
        ("Lively training on {product}; many asked for part two.", "Key users finished early and helped each other."),
        ("Trained key users on {product}.", "Workshop on {matter} as planned."),
        ("Training on {product}: low turnout, many basics missing.", "People came with complaints about {matter}."),
    ),
    "qbr": (
        ("Goals met; {person} wants a joint plan for next year.", "Strong quarter: {matter} delivered, adoption up."),
        ("Reviewed the quarter; {matter} is the focus until the next one.", "Most goals on track, {matter} behind."),
        ("Tense review: {person} listed what is still open.", "Goals missed; they want a recovery plan for {matter}."),
    ),
    "executive_meeting": (
        ("{person} sees us as a partner for the next three years.", "Open talk about strategy; door is open for {product}."),
        ("Exchanged plans for next year with {person}.", "Spoke about {matter} and their market."),
        ("{person} said plainly that trust has suffered.", "They compare us with a competitor."),
    ),
    "event": (
        ("{person} spoke on our stage about {matter}.", "Met {person} at the forum; great conversations."),
        ("{person} joined the round table.", "Met at the forum, spoke about {matter}."),
        ("{person} came, but left after the first talk.",),
    ),
    "question": (
        ("{person} asks how to extend {product}; they want more of it.", "Friendly question on {matter}."),
        ("{person} asks about {matter}.", "They need a document on {matter}.", "Asks how to set up {matter} in {product}."),
        ("{person} asks for the third time about {matter}.", "Annoyed question: nobody answered on {matter}."),
    ),
    "chat": (
        ("{person} thanks us for quick help with {matter}.", "Quick yes on {matter}."),
        ("{person} asks whether {matter} is ready.", "Short exchange on {matter}."),
        ("{person}: still waiting for {matter}.", "Complains about {product} in the chat."),
    ),
    "inbound_call": (
        ("{person} called to say that {matter} works.", "{person} asked for a quote for {product}."),
        ("{person} called with a question on {matter}.", "{person} needs help with {product}."),
        ("{person} called, upset about {matter}.", "{person} called twice today because of {matter}."),
    ),
    "billing": (
        ("{person} asks for the invoice early, to close the year.",),
        ("{person} asks which cost centre applies.", "Needs a purchase order number on the invoice.", "Asks for a copy of the invoice."),
        ("{person} refuses the invoice until {matter} is settled.", "Invoice higher than agreed, they say."),
    ),
    "feedback": (
        ("Users praise {product}.", "{person} says {product} saves them a day a week."),
        ("{person} would like a change in {product}.", "Collected wishes of their users for {matter}."),
        ("Users avoid {product}; too many clicks.", "{person} reports frustration with {matter}."),
    ),
    "portal": (
        ("Requested more users for {product}.",),
        ("Requested a change of {matter}.", "Asked for access for new colleagues."),
        ("Opened the same request again: {matter}.",),
    ),
    "social": (
        ("{person} praised {product} in public.", "They shared our joint story."), ("{person} mentioned {product} in a post.",),
        ("{person} vented about {matter} in a post.",),
    ),
    "follow_up": (
        ("Sent what {person} had asked for; they were surprised how fast.",),
        ("Sent the documents on {matter}.", "Summary of our call on {matter}.", "Answered open points on {matter}."),
        ("Apologised for the delay with {matter}.", "Explained again where {matter} stands."),
    ),
    "our_chat": (
        ("Told {person} that {matter} is ready early.",), ("Told {person} about {matter}.", "Asked {person} for a date."),
        ("Told {person} that {matter} takes longer.",),
    ),
    "call_back": (
        ("Called {person} back; solved on the spot.",), ("Called back on {matter}.", "Returned the call; {matter} is clear now."),
        ("Called back late; {person} had already found another way.",),
    ),
    "release_notice": ((), ("What is new in {product} this month.", "Planned maintenance of {product} on Sunday."), ()),
    "usage_report": ((), ("Use of {product} in the last quarter.",), ()),
    "invoice_notice": ((), ("Invoice for the coming period.",), ()),
    "issue_opened": (
        ("{person} reports: {matter}. Not urgent.",), ("{person} reports: {matter}.", "New ticket from {person}: {matter}."),
        ("{person} reports: {matter}. Their work stands still.", "Again: {matter}. {person} wants it solved today."),
    ),
    "issue_receipt": ((), ("Automatic receipt of the ticket.",), ()),
    "issue_answer": (
        ("Support found the cause within the hour.",), ("Support asked for logs and steps.", "First answer by support: we are looking into it."),
        ("First answer by support, later than promised.",),
    ),
    "issue_detail": (
        ("{person} sent clear steps to reproduce it.",), ("{person} sent logs and screenshots.",), ("{person} had to explain everything a second time.",),
    ),
    "issue_update": (
        ("Told {person} that a fix is being tested.",), ("Told {person} the state of the analysis.", "Workaround sent to {person}."),
        ("Had to tell {person} that the fix slips.", "No news for {person} yet; apologised."),
    ),
    "issue_chase": (
        ("{person} asks kindly for the state.",), ("{person} asks for the state of the ticket.",),
        ("{person} asks why nobody writes.", "{person} will raise it with management.", "{person}: this cannot go on."),
    ),
    "escalation": (
        ("Call on the escalation: calm, plan agreed.",), ("Agreed on daily updates until it is solved.",),
        ("{person} demanded a plan by tomorrow; management joined.", "Angry call; we promised a daily update."),
    ),
    "issue_solved": (
        ("Solved, confirmed by {person}, who thanked the team.",), ("Solved; asked {person} to confirm.",), ("Solved at last; {person} wants a root-cause report.",),
    ),
    "renewal_talk": (
        ("{person} wants to renew and asks about {product}.", "Smooth talk: budget is approved."),
        ("Went through usage and terms of the next period.", "{person} needs the figures for the budget round."),
        ("{person} says the renewal is not certain.", "Procurement asks for a second offer."),
    ),
    "renewal_offer": (
        ("Sent the offer; {person} signals approval.",), ("Sent the terms for the next period.",), ("Sent the offer; {person} finds it hard to defend.",),
    ),
    "renewal_yes": (("{person} confirms the renewal.", "Signed; {person} looks forward to the next term."), ("{person} confirms the renewal.",), ("{person} renews, with reservations.",)),
    "renewal_less": (("They renew with fewer seats.",), ("{person} reduces the scope.", "They drop a module and keep the rest."), ("{person} cuts the contract; {matter} was never settled.",)),
    "renewal_no": (("{person} ends the contract; thanks for the time together.",), ("{person} gives notice.",), ("{person} gives notice; they have chosen a competitor.", "Notice received: trust is gone, says {person}.")),
    "kick_off": (("Great kick-off at {account}; {person} brought the whole team.",), ("Project start; roles and dates agreed.",), ("Kick-off with open questions on what sales had promised.",)),
    "onboarding": (("First users of {product} are live.",), ("Set up {matter} together.",), ("Session on {matter} cut short; data was missing.",)),
    "survey_invitation": ((), ("Automatic invitation to the survey.",), ()),
    "reply_in": (
        ("{person} agrees and thanks us.", "{person}: perfect, go ahead.", "{person} is happy with the answer."),
        ("{person} answers with a date.", "{person} needs a few days.", "{person} asks one more thing about {matter}.", "{person} confirms."),
        ("{person} is not satisfied with the answer.", "{person} insists on a date for {matter}.", "{person} copies their manager."),
    ),
    "reply_out": (
        ("{ours} answered at once; settled.", "{ours} sent it the same day."),
        ("{ours} answered and attached the document.", "{ours} proposed two dates.", "{ours} explained {matter}.", "{ours} passed it on and confirmed."),
        ("{ours} asked for patience.", "{ours} answered late and apologised.", "{ours} could not give a date for {matter}."),
    ),
}
