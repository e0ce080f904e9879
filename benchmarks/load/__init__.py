"""A server under load that comes as people do: whenever they like, whoever is waiting."""
