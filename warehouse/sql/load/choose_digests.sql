-- whose digests are looked at
set variable digest_source = ?
