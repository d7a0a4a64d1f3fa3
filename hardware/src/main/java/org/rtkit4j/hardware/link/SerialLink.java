package org.rtkit4j.hardware.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;

/// A serial line, or a USB device that looks like one. That the device is gone shows as silence, not as an end.
public final class SerialLink implements Link {
    /// What m1n1 speaks when it starts.
    public static final int DEFAULT_BAUD = 115_200;

    private static final long NANOS_PER_MILLI = 1_000_000;
    /// So that a port that is closed meanwhile is noticed.
    private static final int SLICE_MILLIS = 50;

    private final SerialPort port;
    private final String name;

    private SerialLink(SerialPort port, String name) {
        this.port = port;
        this.name = name;
    }

    /// Opens a port: 8 bits, no parity, one stop bit, no flow control.
    ///
    /// @param device its path, such as `/dev/ttyACM0`, or name
    /// @param baud the rate; a USB device does not care
    /// @throws IOException if there is no such port, it is in use, or may not be opened
    public static SerialLink open(String device, int baud) throws IOException {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("no such serial port: port=" + device, e);
        }
        port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, SLICE_MILLIS, 0);
        if (!port.openPort()) {
            throw new IOException(
                    "cannot open the serial port: port=%s, %s".formatted(device, reason(port.getLastErrorCode())));
        }
        return new SerialLink(port, device + ":" + baud);
    }

    /// Source: `errno.h` of Linux and of macOS, which have the same numbers for these.
    private static String reason(int errno) {
        return switch (errno) {
            case 1, 13 -> "permission denied";
            case 2 -> "no such file";
            case 5, 6 -> "input/output error";
            case 16 -> "in use";
            case 25 -> "no serial port";
            default -> "errno=" + errno;
        };
    }

    @Override
    public int read(byte[] into, int from, int length, long timeoutNanos) throws IOException {
        long start = System.nanoTime();
        while (true) {
            int got = Math.min(length, available());
            if (got > 0) {
                return checked(port.readBytes(into, got, from));
            }
            long left = timeoutNanos - (System.nanoTime() - start);
            if (left <= 0) {
                return 0;
            }
            got = waitForOne(into, from, left);
            if (got > 0) {
                return got;
            }
        }
    }

    // The first byte ends the wait; the rest is taken without one.
    private int waitForOne(byte[] into, int from, long nanos) throws IOException {
        int millis = Math.clamp(nanos / NANOS_PER_MILLI, 1, SLICE_MILLIS);
        if (port.getReadTimeout() != millis) {
            port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, millis, 0);
        }
        return checked(port.readBytes(into, 1, from));
    }

    private int available() throws IOException {
        return checked(port.bytesAvailable());
    }

    @Override
    public int write(byte[] bytes, int from, int length, long timeoutNanos) throws IOException {
        long start = System.nanoTime();
        int done = 0;
        while (done < length) {
            done += checked(port.writeBytes(bytes, length - done, from + done));
            if (done < length && System.nanoTime() - start >= timeoutNanos) {
                break;
            }
        }
        return done;
    }

    private int checked(int count) throws IOException {
        if (count < 0) {
            throw new IOException(
                    "the serial port is closed or gone: port=%s, %s".formatted(name, reason(port.getLastErrorCode())));
        }
        return count;
    }

    @Override
    public void close() {
        port.closePort();
    }

    @Override
    public String toString() {
        return name;
    }
}
