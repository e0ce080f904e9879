"""The directory's doors of Open Referral: one set of handlers with two faces."""
