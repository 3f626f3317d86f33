set variable file = ?
