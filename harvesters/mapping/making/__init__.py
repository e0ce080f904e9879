"""Making: cleaned values become objects of the standard, with ids that stay."""
