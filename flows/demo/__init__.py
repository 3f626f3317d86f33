"""A small web of the project's own: six sites of the platform Vlada.UA in its real markup, and one small site for every
other kind of source. Communities and texts are invented.
"""
