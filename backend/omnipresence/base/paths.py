"""The ids, codes and secrets in addresses."""

from django.urls import register_converter

from omnipresence.base.values import MAX_ID


class IdConverter:
    """`<id:...>`: what could be an id. Anything else is an address that does not exist."""

    regex = "[1-9][0-9]{0,18}"

    def to_python(self, text: str) -> int:
        number = int(text)
        if number > MAX_ID:
            raise ValueError
        return number

    def to_url(self, number: int) -> str:
        return str(number)


register_converter(IdConverter, "id")


class CodeConverter:
    """`<code:...>`: the code that an organization gave to something."""

    regex = "[a-z][a-z0-9_]{0,49}"

    def to_python(self, text: str) -> str:
        return text

    def to_url(self, text: str) -> str:
        return text


register_converter(CodeConverter, "code")


class TokenConverter:
    """`<token:...>`: a secret, of any form, so that what is wrong with it is answered in one place."""

    regex = "[^/]{1,200}"

    def to_python(self, text: str) -> str:
        return text

    def to_url(self, text: str) -> str:
        return text


register_converter(TokenConverter, "token")
