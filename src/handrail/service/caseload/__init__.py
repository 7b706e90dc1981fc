"""Caseload: who is whose reviewing officer, who covers, what each carries; regulation 46 kept without override."""
