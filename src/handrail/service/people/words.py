"""What people are to a child or to the service, as it is kept and as it is said."""

ROLES = {
    "mother": "Mother",
    "father": "Father",
    "parental_responsibility": "Somebody else with parental responsibility",
    "carer": "Carer",
    "relative": "Relative",
    "friend": "Friend of the child",
    "school": "School or college",
    "health": "Health",
    "police": "Police",
    "guardian": "Children's guardian",
    "solicitor": "Solicitor",
    "advocate": "Advocate",
    "independent_visitor": "Independent visitor",
    "personal_adviser": "Personal adviser",
    "other": "Somebody else",
}
TIES = {
    "sibling": "Brother or sister",
    "half_sibling": "Half-brother or half-sister",
    "step_sibling": "Stepbrother or stepsister",
    "household": "Lives in the same household",
    "parent": "Parent and child",
}
ABSENCES = {
    "leave": "Annual leave",
    "sickness": "Sickness",
    "family": "Maternity, paternity, adoption or parental leave",
    "training": "Training",
    "other": "Other",
}
UNDERTAKINGS = {"panel": "Panel", "group": "Group"}
