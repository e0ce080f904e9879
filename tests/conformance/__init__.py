"""What the standards' own checkers look for, made again here and asked of our doors."""
