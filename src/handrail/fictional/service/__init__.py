"""The reviewing service's own work in the made-up authority: who did what for whom, and what it left on record.

Everything is meant before it is dated, like the stories themselves: a contact is meant to be declined, a dispute to
end at its second stage, a questionnaire to come back with two blanks. The intention is counted as the row is made.
"""
