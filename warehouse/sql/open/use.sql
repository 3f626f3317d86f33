-- each connection chooses for itself
use warehouse
