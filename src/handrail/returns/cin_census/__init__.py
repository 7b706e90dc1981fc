"""The children in need census: its XML and its flattened CSV, read, checked by rule, and stacked by year."""
