"""What the templates show, computed beforehand so that they decide nothing."""
