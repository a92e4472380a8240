"""Commands that take over what comes from elsewhere: exports of other tools, answers of a client."""
