#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A mail server on loopback for tests: STARTTLS and a login are asked for, mails go to FOLDER/maildir.

mail_server.py FOLDER [--refuse CODE TIMES] [--plain]
FOLDER holds cert.pem and key.pem. Prints its port once it listens, and ends with its standard input.
User "gulliver", password "lilliput". --refuse: answers so many mails with "CODE 4.3.2 come back later"; --plain: no TLS, no login.
"""
import argparse
import asyncio
import logging
import mailbox
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Mailboxes:
    def __init__(self, folder, refuse):
        self.maildir = mailbox.Maildir(folder + "/maildir", create=True)
        self.code, self.times = refuse

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.times > 0:
            self.times -= 1
            return f"{self.code} 4.3.2 come back later"
        to = "".join(f"X-Envelope-To: {address}\n" for address in envelope.rcpt_tos).encode()
        self.maildir.add(f"X-Envelope-From: {envelope.mail_from}\n".encode() + to + envelope.original_content.replace(b"\r\n", b"\n"))
        return "250 OK"


def authenticate(server, session, envelope, mechanism, login):
    good = login.login == b"gulliver" and login.password == b"lilliput"
    return AuthResult(success=good, handled=False)  # the server says no itself


async def serve(arguments):
    handler = Mailboxes(arguments.folder, (arguments.refuse[0], int(arguments.refuse[1])))
    if arguments.plain:
        make = lambda: SMTP(handler, hostname="localhost", enable_SMTPUTF8=False)
    else:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(arguments.folder + "/cert.pem", arguments.folder + "/key.pem")
        make = lambda: SMTP(handler, hostname="localhost", enable_SMTPUTF8=False, tls_context=tls, require_starttls=True,
                            auth_required=True, authenticator=authenticate)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # a handshake that a test breaks off
parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--refuse", nargs=2, default=("451", "0"))
parser.add_argument("--plain", action="store_true")
asyncio.run(serve(parser.parse_args()))
