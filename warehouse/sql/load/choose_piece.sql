-- which piece of how many, from 0: rows belong to a piece by the hash of what they are joined by
set variable piece = ?
