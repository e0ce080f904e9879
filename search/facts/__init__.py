"""What is known of listings to rank them, to say why they were found, and to count: in columns."""
