"""What people type, or other machines say, as one line that can be read."""

from __future__ import annotations


def one_line(text: str) -> str:
    r"""A text without the signs that nobody sees, on one line: it can begin no header, and turn no writing round.

    >>> one_line("De Linden\r\nBcc: x@y.example"), one_line(" Els\0 \u202eBos ")
    ('De Linden Bcc: x@y.example', 'Els Bos')
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
