"""What the file system refuses and a job must answer: typed by what to do next.

ShareError
├── Busy         open elsewhere or still changing: wait and try again, no failure
├── Vanished     it is not there any more: its owner took it back, or another worker has it
└── NotTaken     it may never be taken: a link, a device, a file with several names
"""

from toolkit.errors import ShareError


class Busy(ShareError):
    """Open elsewhere, or changed while it was read: try again later."""


class Vanished(ShareError):
    """The file is gone from where it was."""


class NotTaken(ShareError):
    """Not a regular file with one name: reading it could reach outside the inbox."""
