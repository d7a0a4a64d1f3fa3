package org.rtkit4j.nbd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// A client whose bytes a test writes by hand, from the protocol's document.
final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    final DataInputStream in;
    final DataOutputStream out;
    private final Socket socket;

    RawClient(InetSocketAddress address) throws IOException {
        this(connected(address));
    }

    private RawClient(Socket socket) throws IOException {
        this(socket, socket.getInputStream(), socket.getOutputStream());
    }

    private RawClient(Socket socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    /// Returns a client of no server: what it says is kept.
    static RawClient monologue(OutputStream out) {
        return new RawClient(new Socket(), InputStream.nullInputStream(), out);
    }

    private static Socket connected(InetSocketAddress address) throws IOException {
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        // Requests go out in several pieces; none waits for the acknowledgement of the one before.
        socket.setTcpNoDelay(true);
        return socket;
    }

    /// Reads the greeting and sends the client's flags.
    RawClient greet(int flags) throws IOException {
        require(in.readLong() == 0x4e42444d41474943L, "NBDMAGIC");
        require(in.readLong() == 0x49484156454f5054L, "IHAVEOPT");
        require(in.readUnsignedShort() == 3, "fixed newstyle, no zeroes");
        out.writeInt(flags);
        return this;
    }

    RawClient option(int option, byte... data) throws IOException {
        out.writeLong(0x49484156454f5054L);
        out.writeInt(option);
        out.writeInt(data.length);
        out.write(data);
        return this;
    }

    /// Reads one answer to an option and returns its type; its data is in `data`.
    int answer(int option) throws IOException {
        require(in.readLong() == 0x3e889045565a9L, "magic of an answer");
        require(in.readInt() == option, "the option that is answered");
        int type = in.readInt();
        data = new byte[in.readInt()];
        in.readFully(data);
        return type;
    }

    byte[] data = {};

    /// Chooses the export without asking for anything, with simple replies.
    RawClient go() throws IOException {
        greet(3);
        option(7, new byte[6]);
        while (answer(7) == 3) {
            // What it is told about the export.
        }
        return this;
    }

    RawClient request(int flags, int type, long cookie, long offset, int length) throws IOException {
        out.writeInt(0x25609513);
        out.writeShort(flags);
        out.writeShort(type);
        out.writeLong(cookie);
        out.writeLong(offset);
        out.writeInt(length);
        return this;
    }

    /// Reads a simple reply without data and returns its error.
    int reply(long cookie) throws IOException {
        require(in.readInt() == 0x67446698, "magic of a simple reply");
        int error = in.readInt();
        require(in.readLong() == cookie, "the request that is answered");
        return error;
    }

    /// Says that nothing more will come, at whatever byte that is; replies can still be read.
    RawClient leave() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Returns whether the server has hung up.
    boolean isOver() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException _) {
            return true;
        }
    }

    static byte[] name(String text) {
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        byte[] data = new byte[4 + name.length + 2];
        data[3] = (byte) name.length;
        System.arraycopy(name, 0, data, 4, name.length);
        return data;
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("not what the protocol says: " + what);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
