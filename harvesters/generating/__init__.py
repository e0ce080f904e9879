"""What is written about source files: their JSON Schema and the page that explains them."""
