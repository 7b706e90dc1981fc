"""The Standard Safeguarding Dataset (Data to Insight): a folder of CSV tables or any SQL database, read only."""
