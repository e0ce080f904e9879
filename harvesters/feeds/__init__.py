"""What every reader shares: settings, text, items of a JSON document, paging."""
