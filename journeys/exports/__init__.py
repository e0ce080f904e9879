"""Everything published as files that whoever wants all of it takes at once."""
