"""Exhibits: the tables and charts of publications, declared as data and drawn from figures."""

from handrail.publications.exhibits.declared import ChartSpec, ExhibitError, Exhibits, TableSpec

__all__ = ["ChartSpec", "ExhibitError", "Exhibits", "TableSpec"]
