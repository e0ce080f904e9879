"""From what somebody typed and ticked on a page to a question, with nothing lost on the way."""
