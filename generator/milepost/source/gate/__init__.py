"""Which files may go out, and as what."""
