"""Plain text as a file that word processors open: RTF, the same bytes for the same text.

Concerns no provision of the statute. Not here: what a letter says
(`domain/determination_letter.py`).
"""

_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fmodern\fcharset0 Courier New;}}"
    r"\paperw12240\paperh15840\margl1080\margr1080\f0\fs19 "
)
_ESCAPED = {"\\": r"\\", "{": r"\{", "}": r"\}"}
_ASCII = 128
_SIGNED = 32_768  # RTF writes UTF-16 units as signed numbers of 16 bits


def rtf_of(text: str) -> bytes:
    """The text as RTF in a font of fixed width, so that tables stay aligned."""
    body = "\\par\n".join("".join(_letter(one) for one in line) for line in text.split("\n"))
    return f"{_HEAD}{body}}}\n".encode("ascii")


def _letter(one: str) -> str:
    if ord(one) < _ASCII:
        return _ESCAPED.get(one, one)
    units = one.encode("utf-16-le")
    codes = [int.from_bytes(units[at : at + 2], "little") for at in range(0, len(units), 2)]
    return "".join(rf"\u{code - 2 * _SIGNED if code >= _SIGNED else code}?" for code in codes)
