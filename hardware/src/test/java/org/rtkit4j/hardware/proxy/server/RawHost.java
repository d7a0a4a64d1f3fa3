package org.rtkit4j.hardware.proxy.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A host made of a socket and hex: it knows nothing of the code under test.
final class RawHost implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawHost(String address) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(address.replaceFirst(".*:", "")));
        socket.setSoTimeout(10_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /// Returns the checksum by its definition, byte by byte.
    static int checksum(byte[] bytes) {
        int sum = 0xDEADBEEF;
        for (byte b : bytes) {
            sum = sum * 31337 + ((b & 0xff) ^ 0x5A);
        }
        return sum ^ 0xADDEDBAD;
    }

    /// Returns a request of type `type`: little-endian longs from byte 4 on.
    static byte[] request(int type, long... words) {
        var buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt((type << 24) | 0x00AA55FF);
        for (long word : words) {
            buffer.putLong(word);
        }
        return sealed(buffer.array());
    }

    static byte[] sealed(byte[] frame) {
        var head = java.util.Arrays.copyOf(frame, frame.length - 4);
        ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).putInt(frame.length - 4, checksum(head));
        return frame;
    }

    void send(byte[]... pieces) throws IOException {
        var all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        out.write(all.toByteArray());
    }

    byte[] receive(int length) throws IOException {
        return in.readNBytes(length);
    }

    /// Returns what comes up to the end, as text.
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    /// Returns the next reply in hex.
    String reply() throws IOException {
        return HexFormat.of().formatHex(receive(36));
    }

    /// Calls an opcode and returns its result.
    long call(long opcode, long... args) throws IOException {
        var words = new long[args.length + 1];
        words[0] = opcode;
        System.arraycopy(args, 0, words, 1, args.length);
        send(request(1, words));
        return result(opcode);
    }

    /// Reads console text up to the next reply, checks it, and returns its result.
    long result(long opcode) throws IOException {
        var reply = ByteBuffer.wrap(skipText()).order(ByteOrder.LITTLE_ENDIAN);
        if (reply.getInt(4) != 0 || reply.getLong(8) != opcode || reply.getLong(16) != 0) {
            throw new IOException("not answered: " + HexFormat.of().formatHex(reply.array()));
        }
        return reply.getLong(24);
    }

    private byte[] skipText() throws IOException {
        int window = 0;
        while ((window & 0xffffff) != 0x00AA55FF) {
            window = (window >>> 8) | (in.readUnsignedByte() << 24);
        }
        var reply = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN).putInt(window);
        reply.put(receive(32));
        var head = java.util.Arrays.copyOf(reply.array(), 32);
        if (reply.getInt(32) != checksum(head)) {
            throw new IOException("damaged");
        }
        return reply.array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
