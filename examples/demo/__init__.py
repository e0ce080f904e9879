"""Three made-up directories around a real town, and a small server that publishes them."""
