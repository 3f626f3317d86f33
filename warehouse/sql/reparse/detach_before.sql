detach before
