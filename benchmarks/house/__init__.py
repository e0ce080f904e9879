"""Both stacks, their raw engines and their peers, asked the same questions in one run."""
