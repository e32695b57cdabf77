package content

import (
	"context"
	"crypto/tls"
	"net"
)

type connKey struct{}

// ConnContext is the ConnContext of an http.Server whose HTTP/1.1 downloads are
// to be cut at once. Without it a cut download still ends short, but the client
// gets what the buffers hold, and TLS tries for 5 seconds to say goodbye to one
// that reads nothing.
func ConnContext(ctx context.Context, conn net.Conn) context.Context {
	return context.WithValue(ctx, connKey{}, conn)
}

// reset closes the connection of a request and throws away what was not yet sent.
func reset(ctx context.Context) {
	conn, _ := ctx.Value(connKey{}).(net.Conn)
	if secure, ok := conn.(*tls.Conn); ok {
		conn = secure.NetConn()
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // no connection, nothing to throw away
		_ = tcp.Close()
	}
}
