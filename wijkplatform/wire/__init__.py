"""What travels: the public interface of the live edge and of the JSON API, as types.

What comes in is a pydantic model (unknown fields are refused); what goes out is a TypedDict, so that a type
checker compares it with the code that builds it and nothing is paid for it while a session runs.
"""
