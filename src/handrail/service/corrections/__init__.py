"""Corrections: what somebody verified stands beside what was recorded, once a second person has agreed."""
