"""The ways of those who read lists: other directories, apps and validators."""
