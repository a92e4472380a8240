"""The kinds of item that hold no promise and stand in a list: a record each."""
