"""Where each field stands in a file: by its API name in any spelling, or by the label of a report."""

from data_access.imports.salesforce.values import plain_name

_REPORTS: tuple[tuple[str, set[str], dict[str, str]], ...] = (
    # the record's own id; a label that shows whose record it is; labels that are not the field's name
    ("caseid", {"casenumber"}, {"dateopened": "createddate", "dateclosed": "closeddate"}),
    ("opportunityid", {"opportunityname", "stage"}, {"opportunityname": "name", "stage": "stagename"}),
    ("activityid", {"subject"}, {"date": "activitydate", "assignedid": "ownerid", "contactid": "whoid"}),
    ("contactid", {"lastname"}, {"contactownerid": "ownerid"}),
    ("userid", {"username"}, {"active": "isactive", "timezone": "timezonesidkey"}),
    ("accountid", {"accountname"}, {"accountname": "name", "employees": "numberofemployees"}),
)
"""Reports saved from the screens name the id of their own record after the object."""


def field_places(header: tuple[str, ...]) -> tuple[dict[str, int], bool]:
    """Place of each column by its plain name, the first of two that mean the same; and whether it is a report."""
    places: dict[str, int] = {}
    for place, column in enumerate(header):
        places.setdefault(plain_name(column), place)
    if "id" in places:
        return places, False
    for own_id, marks, labels in _REPORTS:
        if own_id in places and not marks.isdisjoint(places):
            known = {own_id: "id", **labels}
            return {known.get(name, name): place for name, place in places.items()}, True
    return places, False
