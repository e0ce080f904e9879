"""Answering from all listings of one state of the index, which a process holds itself."""
