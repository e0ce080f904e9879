"""What our profile adds to HSDS, one merge patch (RFC 7386) for each object."""
