"""Brings the loopback interface up, then becomes the command that the arguments name: for `unshare --net`."""

import fcntl
import os
import socket
import struct
import sys

SET_INTERFACE_FLAGS = 0x8914
"""SIOCSIFFLAGS of Linux."""
UP_AND_RUNNING = 0x1 | 0x40
"""IFF_UP and IFF_RUNNING of Linux."""

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    fcntl.ioctl(any_socket, SET_INTERFACE_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))
os.execvp(sys.argv[1], sys.argv[1:])
