"""A second projection of the change log, in the database: keys to find published things by."""
