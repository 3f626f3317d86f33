"""A small web of the project's own: real markup of the platform Vlada.UA, invented communities and texts."""
