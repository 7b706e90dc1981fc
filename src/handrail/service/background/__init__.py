"""Long work in the background: jobs, the runs of each, the night's work, and the worker that does them."""
