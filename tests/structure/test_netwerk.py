"""A test can reach this machine and nothing else."""

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_a_connection_to_the_outside_world_is_refused() -> None:
    # 198.51.100.1 is reserved for documentation. pytest-socket warns first; warnings are errors.
    with socket.socket() as outside, pytest.raises((SocketConnectBlockedError, UserWarning)):
        outside.connect(("198.51.100.1", 443))


def test_a_connection_to_this_machine_works() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
