set variable chosen_file = ?
