"""A service in forms other than its own: rows of tables, one flat row, features on a map."""
