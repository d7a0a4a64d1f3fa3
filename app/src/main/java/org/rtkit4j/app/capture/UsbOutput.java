package org.rtkit4j.app.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.decode.CaptureVisitor;
import org.rtkit4j.capture.decode.CapturedMessage;
import org.rtkit4j.capture.decode.SoundPacket;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.wire.dockchannel.Comm;
import org.rtkit4j.wire.dockchannel.DockPacket;
import org.rtkit4j.wire.dockchannel.DockPayload;
import org.rtkit4j.wire.layout.Direction;

/// Keyboard and trackpad as if they were USB devices, for Wireshark's own dissection of HID reports.
///
/// Each interface that was announced with a report descriptor is a device of its own, whose number is the
/// interface's. What a USB host would have asked of it stands where it was announced; its reports are interrupt
/// transfers. Packets that are damaged are left out.
final class UsbOutput implements CaptureVisitor {
    private static final int MOST_DESCRIPTOR_BYTES = 0xffff;
    private static final int DEVICE_BYTES = 18;
    private static final int CONFIGURATION_BYTES = 9 + 9 + 9 + 7;

    private final CaptureWriter writer;
    private final int usb;
    private final Map<Place, Announced> announced = new HashMap<>();

    /// An interface of one of the capture's channels.
    private record Place(int channel, int number) {}

    /// An interface that is being announced, or was.
    private static final class Announced {
        private final UsbTransfer transfer;
        private final ByteArrayOutputStream descriptor = new ByteArrayOutputStream();
        private boolean isWhole;

        Announced(int number) {
            transfer = new UsbTransfer(number);
        }
    }

    UsbOutput(CaptureWriter writer) throws IOException {
        this.writer = writer;
        usb = writer.addInterface(UsbTransfer.LINK_TYPE, "usb", "keyboard and trackpad as USB devices");
    }

    @Override
    public void onMessage(CapturedMessage message) throws IOException {
        SoundPacket packet = SoundPacket.of(message);
        if (packet != null) {
            take(message, packet.header(), packet.head(), packet.data());
        }
    }

    private void take(CapturedMessage message, long header, long head, MemorySegment data) throws IOException {
        int number = (int) DockPacket.INTERFACE.get(header);
        if (number == Comm.NUMBER) {
            announce(message, header, data);
            return;
        }
        Announced known = announced.get(new Place(message.interfaceOf().number(), number));
        if (known == null || !known.isWhole || data.byteSize() == 0) {
            return;
        }
        byte[] bytes = data.toArray(ValueLayout.JAVA_BYTE);
        if (DockPacket.KIND.get(header) == DockPacket.REPORT) {
            write(message, Direction.IOP_TO_AP, known.transfer.input(bytes));
        } else if (message.direction() == Direction.AP_TO_IOP
                && DockPayload.FLAGS.get(head) == DockPayload.SET_OUTPUT) {
            write(message, Direction.AP_TO_IOP, known.transfer.output(bytes));
        }
    }

    private void announce(CapturedMessage message, long header, MemorySegment said) throws IOException {
        boolean isInit = DockPacket.KIND.get(header) == DockPacket.REPORT
                && said.byteSize() >= Comm.Init.BYTES
                && Comm.TYPE.get(said, 0) == Comm.Init.ID;
        if (!isInit) {
            return;
        }
        int number = (int) Comm.Init.INTERFACE.get(said, 0);
        if (number == Comm.NUMBER || number >= DockPacket.INTERFACES) {
            return;
        }
        Announced made = announced.compute(
                new Place(message.interfaceOf().number(), number),
                (_, known) -> known == null || known.isWhole ? new Announced(number) : known);
        byte[] descriptor = descriptor(said);
        if (descriptor != null && made.descriptor.size() + descriptor.length <= MOST_DESCRIPTOR_BYTES) {
            made.descriptor.writeBytes(descriptor);
        }
        if (Comm.Init.MORE_PACKETS.get(said, 0) == 0 && made.descriptor.size() > 0) {
            made.isWhole = true;
            enumerate(message, made);
        }
    }

    private static byte @Nullable [] descriptor(MemorySegment said) {
        long at = Comm.Init.BYTES;
        while (said.byteSize() - at >= Comm.Block.HEAD_BYTES) {
            long kind = Comm.Block.KIND.get(said, at);
            long length = Comm.Block.LENGTH.get(said, at);
            at += Comm.Block.HEAD_BYTES;
            if (kind == Comm.Block.END || length > said.byteSize() - at) {
                return null;
            }
            if (kind == Comm.Block.DESCRIPTOR) {
                return said.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
            }
            at += length;
        }
        return null;
    }

    private void enumerate(CapturedMessage message, Announced made) throws IOException {
        byte[] report = made.descriptor.toByteArray();
        ask(message, made, UsbTransfer.DEVICE_DESCRIPTOR, device());
        ask(message, made, UsbTransfer.CONFIGURATION_DESCRIPTOR, configuration(report.length));
        ask(message, made, UsbTransfer.REPORT_DESCRIPTOR, report);
    }

    private void ask(CapturedMessage message, Announced made, int type, byte[] descriptor) throws IOException {
        write(message, Direction.AP_TO_IOP, made.transfer.askDescriptor(type, descriptor.length));
        write(message, Direction.IOP_TO_AP, made.transfer.giveDescriptor(descriptor));
    }

    private void write(CapturedMessage message, Direction direction, ByteBuffer packet) throws IOException {
        writer.foreign(usb, message.timeNanos(), direction, UsbTransfer.at(packet, message.timeNanos()));
    }

    // USB 2.0, 9.6.1: a device of version 2.00 whose interfaces say what they are; no vendor, no product, no names.
    private static byte[] device() {
        return ByteBuffer.allocate(DEVICE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) DEVICE_BYTES)
                .put((byte) UsbTransfer.DEVICE_DESCRIPTOR)
                .putShort((short) 0x200)
                .put(7, (byte) 64)
                .put(DEVICE_BYTES - 1, (byte) 1)
                .array();
    }

    // USB 2.0, 9.6.3, 9.6.5, 9.6.6; HID 1.11, 6.2.1: one interface of class 3, one interrupt endpoint.
    private static byte[] configuration(int reportDescriptorBytes) {
        byte low = (byte) reportDescriptorBytes;
        byte high = (byte) (reportDescriptorBytes >>> Byte.SIZE);
        return new byte[] {
            9,
            UsbTransfer.CONFIGURATION_DESCRIPTOR,
            CONFIGURATION_BYTES,
            0,
            1,
            1,
            0,
            (byte) 0x80,
            0,
            9,
            4,
            0,
            0,
            1,
            3,
            0,
            0,
            0,
            9,
            0x21,
            0x11,
            0x01,
            0,
            1,
            UsbTransfer.REPORT_DESCRIPTOR,
            low,
            high,
            7,
            5,
            (byte) 0x81,
            3,
            64,
            0,
            1
        };
    }
}
