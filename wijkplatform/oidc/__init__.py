"""Speaking with the OpenID provider of a gemeente: the only code that asks anything of another server.

It knows no gemeente and no database, so that no transaction can be open while somebody else's server is slow.
"""
