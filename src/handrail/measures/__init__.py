"""Measures: every figure Handrail prints, each defined once and applied to listed records.

A family of measures is one TOML file in `families/`. Each measure is portable SQL that lists the records it
considered, one row each, with an outcome; the counts are made from those rows and from nothing else, so a figure
can always be opened up to the children behind it.
"""
