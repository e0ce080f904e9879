"""Facts of a listing in plain British English; None where nothing is known."""
