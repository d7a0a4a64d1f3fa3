package org.rtkit4j.app.http;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/// A connection with somebody who says nothing.
final class SilentSocket extends Socket {
    private final InetAddress peer;

    SilentSocket(InetAddress peer) {
        this.peer = peer;
    }

    @Override
    public InetAddress getInetAddress() {
        return peer;
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }
}
