"""Three authorities made up so that their years print what the Dudley, Sunderland and Shropshire reports printed.

Every child, day and dispute is invented from counts (`counts.py`); nothing here reads a printed table. What a report
prints must follow from the days by Handrail's own ledger and measures: no row says whether something was in time.
"""
