"""Handrail: the open working system of a council's Independent Reviewing Service in England."""

__version__ = "0.1.0"
