"""Recording: a client's answer, out of a mail or of a form's rows, into the register of feedback."""
