package content

import (
	"net"

	"golang.org/x/sys/unix"
)

// unsent is what the kernel takes, in bytes, beyond what it may send at once. It
// grows its buffers to some MiB otherwise (tcp(7), tcp_notsent_lowat).
const unsent = 32 << 10

func boundUnsent(conn *net.TCPConn) {
	raw, err := conn.SyscallConn()
	if err != nil {
		return // closed already
	}
	_ = raw.Control(func(fd uintptr) { // as above
		_ = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_NOTSENT_LOWAT, unsent) //nolint:gosec // a file descriptor is small
	})
}
