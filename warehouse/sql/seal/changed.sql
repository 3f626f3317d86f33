-- something is about to be stored that no snapshot has
delete from core.published_as
