"""How a mail is read: bytes in, one ``Heard`` out, whatever the bytes are.

``parse.parse_mail`` is the door. ``charsets`` and ``headers`` make text of bytes, ``bodies``
finds what was said and what was attached, ``html`` and ``quotes`` fold what was only quoted,
``automatic`` tells machines from people, ``threads`` names what a mail answers.
"""
