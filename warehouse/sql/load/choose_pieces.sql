set variable pieces = ?
