package org.rtkit4j.drivers.input;

import org.rtkit4j.drivers.dockchannel.PacketLink;
import org.rtkit4j.drivers.hid.ReportDescriptor;
import org.rtkit4j.drivers.hid.ReportField;
import org.rtkit4j.wire.hid.HidUsage;

/// An interface of the firmware, as far as the host knows it.
final class RemoteFunction {
    /// How far it is.
    enum State {
        /// Packets of its announcement come.
        ANNOUNCED,
        /// It was enabled, or reset, and is to become ready.
        STARTING,
        READY,
        /// It is left alone.
        UNUSABLE
    }

    static final String STM = "stm";
    static final String MULTI_TOUCH = "multi-touch";

    private static final byte[] NONE = {};

    final int number;
    final String name;
    State state = State.ANNOUNCED;
    int packets;
    String pin = "";
    int pinId = -1;
    long readyByNanos = CommandQueue.NEVER;
    boolean wasReset;
    byte[] descriptor = NONE;

    private ReportDescriptor reports = ReportDescriptor.read(NONE);
    private KeyDecoder keys = new KeyDecoder(reports);
    private PointerDecoder pointer = new PointerDecoder(reports);

    RemoteFunction(int number, String name) {
        this.number = number;
        this.name = name;
    }

    /// Reads its descriptor, once all of it has come.
    ReportDescriptor understand() {
        reports = ReportDescriptor.read(descriptor);
        keys = new KeyDecoder(reports);
        pointer = new PointerDecoder(reports);
        return reports;
    }

    boolean isStm() {
        return name.equals(STM);
    }

    boolean isTouch() {
        return name.equals(MULTI_TOUCH);
    }

    /// Returns whether this driver has any use for it.
    boolean isWanted() {
        return isStm() || !keys.isEmpty() || !pointer.isEmpty();
    }

    /// Tells what there is to know of it before it reports.
    void describe(InputListener listener) {
        pointer.describe(listener);
    }

    /// Tells what an input report says.
    void report(byte[] bytes, int from, int length, InputListener listener) {
        int skipped = reports.hasNumbers() ? 1 : 0;
        if (length < skipped) {
            return;
        }
        int report = reports.hasNumbers() ? bytes[from] & 0xff : 0;
        boolean isKeys = keys.decode(report, bytes, from + skipped, length - skipped, listener);
        if (pointer.decode(report, bytes, from + skipped, length - skipped, listener) || isKeys) {
            listener.onFrame();
        }
    }

    /// Releases everything that is pressed or touched.
    void release(InputListener listener) {
        boolean hadKeys = keys.release(listener);
        boolean hadPointer = pointer.release(listener);
        if (hadKeys || hadPointer) {
            listener.onFrame();
        }
    }

    /// Returns the output report that sets LEDs, with its number; empty where it has none.
    ///
    /// @param leds bit 0 num lock, 1 caps lock, and so on as page 8 numbers them
    byte[] ledReport(int leds) {
        var lights = reports.fields(ReportField.Kind.OUTPUT)
                .filter(field -> HidUsage.page(field.usage()) == HidUsage.LED_PAGE && !field.isArray())
                .toList();
        if (lights.isEmpty()) {
            return NONE;
        }
        int report = lights.getFirst().report();
        int skipped = reports.hasNumbers() ? 1 : 0;
        int size = skipped + reports.bytes(ReportField.Kind.OUTPUT, report);
        if (size > PacketLink.MOST_DATA_BYTES) {
            return NONE;
        }
        byte[] bytes = new byte[size];
        if (skipped > 0) {
            bytes[0] = (byte) report;
        }
        for (ReportField light : lights) {
            int led = HidUsage.number(light.usage()) - 1;
            if (light.report() == report && led >= 0 && led < Integer.SIZE) {
                light.put(bytes, skipped, leds >>> led & 1);
            }
        }
        return bytes;
    }
}
