"""Who may be a child's reviewing officer, who should be, by when, and how much each officer carries. Pure rules."""
