from email import message_from_bytes

from amends.connectors.mail.bodies import leaves, read_body


def read(raw):
    return read_body(message_from_bytes(raw))


def test_read_body_joins_inline_texts():
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\none\n"
        b"--b\nContent-Type: text/plain\n\n\n--b\nContent-Type: text/plain\n\ntwo\n--b--\n"
    )

    assert read(raw).text == "one\n\ntwo"


def test_read_body_takes_a_named_text_for_a_file():
    body = read(b'Content-Type: text/plain; name="log.txt"\n\nlines\n')

    assert (body.text, [file.name for file in body.attachments]) == ("", ["log.txt"])


def test_read_body_of_a_multipart_without_parts_is_its_text():
    assert read(b"Content-Type: multipart/mixed\n\n\xd3\xe1\xc7\xe3\n").text == "سلام"


def test_read_body_names_files_without_a_name():
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n"

    assert [file.name for file in read(raw).attachments] == ["1"]


def test_leaves_stop_at_a_mail_inside_the_mail():
    raw = b"Content-Type: message/rfc822\n\nContent-Type: text/plain\n\nx"

    kinds = [part.get_content_type() for part in leaves(message_from_bytes(raw))]

    assert kinds == ["message/rfc822"]
