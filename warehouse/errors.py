"""What can go wrong in the warehouse, each with a name and a remedy in its message.

WarehouseError
├── WriterBusy      another process holds the writer's lock or has the file open
├── NewerDatabase   the file was written by a later version of this code
├── NotPublished    there is no snapshot to read yet
└── CannotRebuild   making it anew would lose something, or came to no end
"""

from __future__ import annotations


class WarehouseError(Exception):
    """Anything of the warehouse that a person can do something about."""


class WriterBusy(WarehouseError):
    pass


class NewerDatabase(WarehouseError):
    pass


class NotPublished(WarehouseError):
    pass


class CannotRebuild(WarehouseError):
    pass
