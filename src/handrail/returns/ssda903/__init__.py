"""SSDA903, the looked-after children return: layouts by collection year, readers for CSV and XML, and the checks."""
