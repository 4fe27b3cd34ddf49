"""The one door to msoffcrypto: workbooks that Excel opens without asking although they are encrypted.

A workbook whose structure is protected is encrypted with a password that every Excel knows ([MS-OFFCRYPTO]
2.4.2.3); its owner never set a password to open, and would not understand being told of one.
"""

import io
from pathlib import Path

from toolkit.errors import Unreadable
from toolkit.messages import codes_files as codes

EVERYBODYS_PASSWORD = "VelvetSweatshop"  # noqa: S105 - published, the same in every Excel
MOST_BYTES = 1 << 27


def unlocked(path: Path) -> io.BytesIO:
    """Return the workbook inside an encrypted file, in memory only.

    Raises ``Unreadable``: ``file.encrypted`` where a real password is set.
    """
    import msoffcrypto

    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(codes.TOO_BIG.code)
    content = io.BytesIO()
    try:
        with path.open("rb") as file:
            office = msoffcrypto.OfficeFile(file)
            office.load_key(password=EVERYBODYS_PASSWORD)
            office.decrypt(content)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a wrong password and a damaged file raise a dozen kinds of error
        raise Unreadable(codes.ENCRYPTED.code) from None
    content.seek(0)
    return content
