"""Copies of the whole directory: taking them, looking them over, bringing them back."""
