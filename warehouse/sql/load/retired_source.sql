-- sources that are not among those given any more: their files were removed or renamed
update core.source set active = false where active and not list_contains(?, source)
