"""The kinds of item that hold no promise and are entries of a list, and the closing report: a record each."""
