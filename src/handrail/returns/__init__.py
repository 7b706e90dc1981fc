"""Returns: what councils already make, read into the record, with every problem found on the way.

Files are recognised by what is in them and never by their names. A reader never stops at the first fault: the good
rows are kept, and each bad one becomes a problem that says where it is and what to do.
"""
