"""A server that says what a test wrote down: for hang-ups no real server can be asked for."""

import socket
import threading


HANG_UP = object()


def scripted_imap(answers_by_word, capabilities="IMAP4rev1"):
    """Start an IMAP server; return its port and the list of commands it was given.

    ``answers_by_word`` maps a word of a command to the untagged lines it answers with, to
    a text for the tagged line, or to HANG_UP; the first word that is found counts. Everything else is answered with OK.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    told = []
    answers = {
        "CAPABILITY": [f"CAPABILITY {capabilities}"],
        "LOGOUT": ["BYE"],
        **answers_by_word,
    }

    def serve():
        with listening:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(
                    target=_talk, args=(connection, answers, told), daemon=True
                ).start()

    threading.Thread(target=serve, daemon=True).start()
    return listening.getsockname()[1], told


def _talk(connection, answers, told):
    with connection, connection.makefile("rwb") as lines:
        lines.write(b"* OK hi\r\n")
        lines.flush()
        for line in lines:
            tag, _, command = line.decode().strip().partition(" ")
            told.append(command)
            word = next((one for one in answers if one in command), "")
            if answers.get(word) is HANG_UP:
                return
            said = answers.get(word, [])
            untagged, tagged = ([], said) if isinstance(said, str) else (said, "OK done")
            for one in untagged:
                lines.write(f"* {one}\r\n".encode())
            lines.write(f"{tag} {tagged}\r\n".encode())
            lines.flush()
