"""An export into the plan: what differs, and the files as they are with it."""
