"""The parts of the way of a question, each in its file; `journeys.find` tells the whole."""
