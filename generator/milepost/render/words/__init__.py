"""The reader's language: names, sentences and the looks that go with them."""
