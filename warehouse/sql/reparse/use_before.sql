use before
