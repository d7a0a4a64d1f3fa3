package org.rtkit4j.app.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A transfer of a USB device as Linux's usbmon tells of it: `LINKTYPE_USB_LINUX_MMAPPED`, a head of 64 bytes and the
/// data.
///
/// Source: Documentation/usb/usbmon.rst of Linux, "struct usbmon_packet"; tcpdump.org/linktypes.html.
final class UsbTransfer {
    static final int LINK_TYPE = 220;

    /// A report descriptor is asked for.
    static final int REPORT_DESCRIPTOR = 0x22;

    static final int DEVICE_DESCRIPTOR = 1;
    static final int CONFIGURATION_DESCRIPTOR = 2;

    private static final int HEAD_BYTES = 64;
    private static final int SETUP_BYTES = 8;
    private static final int INTERRUPT = 1;
    private static final int CONTROL = 2;
    private static final int INTERRUPT_IN = 0x81;
    private static final int CONTROL_IN = 0x80;
    private static final int GET_DESCRIPTOR = 0x06;
    private static final int SET_REPORT = 0x09;
    private static final int TO_INTERFACE = 0x81;
    private static final int TO_DEVICE = 0x80;
    private static final int CLASS_OUT = 0x21;
    private static final int OUTPUT_REPORT = 2;
    private static final int IN_PROGRESS = -115;
    private static final byte[] NO_SETUP = {};

    private final int device;
    private long id;

    /// @param device its number, 1 to 127
    UsbTransfer(int device) {
        this.device = device;
    }

    /// The host asks for a descriptor.
    ByteBuffer askDescriptor(int type, int length) {
        int to = type == REPORT_DESCRIPTOR ? TO_INTERFACE : TO_DEVICE;
        id++;
        return packet('S', CONTROL, CONTROL_IN, setup(to, GET_DESCRIPTOR, type << Byte.SIZE, length), null, length);
    }

    /// The device gives what was asked for.
    ByteBuffer giveDescriptor(byte[] descriptor) {
        return packet('C', CONTROL, CONTROL_IN, NO_SETUP, descriptor, descriptor.length);
    }

    /// The device reports.
    ByteBuffer input(byte[] report) {
        id++;
        return packet('C', INTERRUPT, INTERRUPT_IN, NO_SETUP, report, report.length);
    }

    /// The host sets LEDs, or whatever the device has to be set.
    ///
    /// @param report its number first
    ByteBuffer output(byte[] report) {
        id++;
        int value = (OUTPUT_REPORT << Byte.SIZE) | (report[0] & 0xff);
        return packet('S', CONTROL, 0, setup(CLASS_OUT, SET_REPORT, value, report.length), report, report.length);
    }

    private static byte[] setup(int kind, int request, int value, int length) {
        return ByteBuffer.allocate(SETUP_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) kind)
                .put((byte) request)
                .putShort((short) value)
                .putShort((short) 0)
                .putShort((short) length)
                .array();
    }

    private ByteBuffer packet(char type, int kind, int endpoint, byte[] setup, byte @Nullable [] data, int length) {
        int captured = data == null ? 0 : data.length;
        var packet = ByteBuffer.allocate(HEAD_BYTES + captured).order(ByteOrder.LITTLE_ENDIAN);
        packet.putLong(id)
                .put((byte) type)
                .put((byte) kind)
                .put((byte) endpoint)
                .put((byte) device);
        packet.putShort((short) 1);
        packet.put((byte) (setup.length == 0 ? '-' : 0)).put((byte) (data == null ? '<' : 0));
        packet.position(packet.position() + Long.BYTES + Integer.BYTES);
        packet.putInt(type == 'S' ? IN_PROGRESS : 0).putInt(length).putInt(captured);
        packet.put(setup);
        packet.position(HEAD_BYTES);
        if (data != null) {
            packet.put(data);
        }
        return packet.flip();
    }

    /// Puts the time where the head has it: seconds and microseconds since 1970.
    static ByteBuffer at(ByteBuffer packet, long timeNanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(timeNanos);
        packet.putLong(16, Math.floorDiv(micros, 1_000_000L));
        packet.putInt(24, (int) Math.floorMod(micros, 1_000_000L));
        return packet;
    }
}
