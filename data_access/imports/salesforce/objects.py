"""Which object of Salesforce a file holds: told by its columns and the first letters of its ids, not by its name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import Table

from data_access.imports.salesforce import accounts, activities, cases, contacts, opportunities, relations, users
from data_access.imports.salesforce.context import ISSUES, OPPORTUNITIES, TOUCHPOINTS, Context, Row
from data_access.imports.salesforce.values import record_id

Take = Callable[[Context, list[Row]], None]
Finish = Callable[[Context], None]


@dataclass(frozen=True, slots=True)
class SalesforceObject:
    """An object that is imported: what it is called, the columns that are read, and what takes its rows."""

    name: str
    prefix: str
    fields: tuple[str, ...]
    take: Take
    finish: Finish | None = None
    removable: Table | None = None
    """Where a record that the CRM deleted is removed; None: what it stands for stays here."""


OBJECTS = (
    SalesforceObject("User", "005", tuple(users.FIELDS), users.take),
    SalesforceObject("Account", "001", tuple(accounts.FIELDS), accounts.take, accounts.finish),
    SalesforceObject("Contact", "003", tuple(contacts.FIELDS), contacts.take, contacts.finish),
    SalesforceObject("AccountContactRelation", "07k", tuple(relations.FIELDS), relations.take),
    SalesforceObject("Opportunity", "006", tuple(opportunities.FIELDS), opportunities.take, removable=OPPORTUNITIES),
    SalesforceObject("OpportunityContactRole", "00K", tuple(relations.FIELDS), relations.take),
    SalesforceObject("AccountContactRole", "02Z", tuple(relations.FIELDS), relations.take),
    SalesforceObject("Case", "500", tuple(cases.FIELDS), cases.take, removable=ISSUES),
    SalesforceObject("Task", "00T", tuple(activities.FIELDS), activities.take_tasks, removable=TOUCHPOINTS),
    SalesforceObject("Event", "00U", tuple(activities.FIELDS), activities.take_events, removable=TOUCHPOINTS),
)
"""In the order of their dependence: what refers to others stands after them."""

BY_NAME = {one.name: one for one in OBJECTS}
_LEFT_ALONE = {
    "00Q": "Lead",
    "701": "Campaign",
    "00v": "CampaignMember",
    "01t": "Product2",
    "00k": "OpportunityLineItem",
    "801": "Order",
    "802": "OrderItem",
    "00E": "UserRole",
    "00e": "Profile",
    "00G": "Group",
    "800": "Contract",
    "02i": "Asset",
    "02s": "EmailMessage",
    "00a": "CaseComment",
    "01u": "PricebookEntry",
    "012": "RecordType",
    "008": "OpportunityHistory",
}
_BY_PREFIX = {one.prefix: one.name for one in OBJECTS} | _LEFT_ALONE
_HISTORY = ({"fivetranstart", "fivetranend"}, {"oldvalue", "newvalue"}, {"field", "newvalue"})
_SIGNS: tuple[tuple[str, str, str], ...] = (
    # object; columns that must all be there; columns of which one must be there ("": none need be)
    ("CampaignMember", "campaignid", "leadid hasresponded leadorcontactid"),
    ("OpportunityLineItem", "opportunityid", "pricebookentryid unitprice product2id quantity"),
    ("OpportunityContactRole", "opportunityid contactid", ""),
    ("OpportunityHistory", "opportunityid stagename", ""),
    ("AccountContactRelation", "accountid contactid", "roles isdirect relationshipstrength"),
    ("AccountContactRole", "accountid contactid role", ""),
    ("User", "username", ""),
    ("User", "profileid email", ""),
    ("User", "email isactive", "usertype userroleid managerid alias timezonesidkey"),
    ("UserRole", "", "opportunityaccessforaccountowner mayforecastmanagershare parentroleid"),
    ("Case", "casenumber", ""),
    ("Opportunity", "stagename", ""),
    ("Event", "subject", "startdatetime activitydatetime durationinminutes eventsubtype isalldayevent enddatetime"),
    ("Task", "", "tasksubtype calltype calldurationinseconds"),
    ("Task", "subject", "whoid whatid activitydate"),
    ("Case", "subject", "origin isescalated suppliedemail closeddate"),
    ("Case", "subject priority status", ""),
    ("Lead", "", "convertedaccountid isconverted convertedcontactid"),
    ("Lead", "lastname company", ""),
    (
        "Account",
        "",
        "ispersonaccount personcontactid annualrevenue numberofemployees billingcity billingcountry billingstreet",
    ),
    ("Contact", "lastname", ""),
    ("Contact", "name accountid", "email title phone reportstoid firstname"),
    ("Contact", "firstname email", ""),
    ("Campaign", "", "numbersent numberofleads budgetedcost expectedresponse"),
    ("Product2", "", "productcode stockkeepingunit"),
    ("Order", "", "ordernumber"),
    ("Account", "name", "industry website parentid accountsource sicdesc rating accountnumber shippingcountry"),
)


_MARKS = {
    "createddate",
    "createdbyid",
    "lastmodifieddate",
    "systemmodstamp",
    "isdeleted",
    "ownerid",
    "accountid",
    "whoid",
    "whatid",
    "recordtypeid",
    "stagename",
    "casenumber",
    "billingcity",
    "billingcountry",
    "billingstreet",
    "reportstoid",
    "masterrecordid",
    "opportunityid",
    "username",
}
"""Columns of which a file of Salesforce without true ids has one at least."""
_OTHER_SYSTEMS = {"portalid", "requesterid", "submitterid", "hsobjectid"}


def recognise(columns: Iterable[str], ids: Iterable[str], *, by_ids: bool = False) -> str | None:
    """The object's name, by plain column names and some of the ids; None when it is no export of Salesforce.

    A history of changes is "history"; the prefix of true ids decides, as it names the object, before the columns do;
    with `by_ids` nothing else does.
    """
    names = set(columns)
    if "id" not in names:
        return None
    if names & _OTHER_SYSTEMS or any(name.startswith("property") for name in names):
        return None
    if any(signs <= names for signs in _HISTORY):
        return "history"
    by_columns = next((name for name, every, some in _SIGNS if _shows(names, every, some)), None)
    prefixes = {known[:3] for text in ids if len(known := record_id(text) or "") == 18 and known.isalnum()}
    if len(prefixes) == 1:
        return _BY_PREFIX.get(prefixes.pop(), by_columns)
    return by_columns if names & _MARKS and not by_ids else None


def _shows(names: set[str], every: str, some: str) -> bool:
    return names.issuperset(every.split()) and (not some or not names.isdisjoint(some.split()))
