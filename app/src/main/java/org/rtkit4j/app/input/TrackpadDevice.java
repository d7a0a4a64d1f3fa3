package org.rtkit4j.app.input;

import static org.rtkit4j.hardware.uinput.InputCodes.*;

import java.io.IOException;
import org.rtkit4j.hardware.uinput.UinputDevice;
import org.rtkit4j.hardware.uinput.UinputPlan;

/// A touch pad of the kernel's: fingers in slots, and for programs that know one pointer the first of them.
///
/// Source: Documentation/input/multi-touch-protocol.rst of Linux, protocol B.
final class TrackpadDevice implements AutoCloseable {
    // By how many fingers there are, from one.
    private static final int[] TOOLS = {
        BTN_TOOL_FINGER, BTN_TOOL_DOUBLETAP, BTN_TOOL_TRIPLETAP, BTN_TOOL_QUADTAP, BTN_TOOL_QUINTTAP
    };
    private static final int IDS = 1 << 16;
    private static final int LIFTED = -1;

    private final UinputPlan plan;
    private final UinputDevice device;
    private int down;
    private int told;
    private int lastId;

    TrackpadDevice(UinputPlan plan, UinputDevice device) {
        this.plan = plan;
        this.device = device;
    }

    /// Returns whether this is the device of a plan.
    boolean is(UinputPlan other) {
        return plan.equals(other);
    }

    /// A finger touches, has moved, or was lifted.
    ///
    /// @param contact 0 to 31
    void touch(int contact, boolean isDown, int x, int y) throws IOException {
        int bit = 1 << contact;
        boolean isNew = (down & bit) == 0;
        device.add(EV_ABS, ABS_MT_SLOT, contact);
        if (isDown) {
            if (isNew) {
                lastId = (lastId + 1) % IDS;
                device.add(EV_ABS, ABS_MT_TRACKING_ID, lastId);
            }
            device.add(EV_ABS, ABS_MT_POSITION_X, x);
            device.add(EV_ABS, ABS_MT_POSITION_Y, y);
            down |= bit;
            point(bit, x, y);
        } else {
            device.add(EV_ABS, ABS_MT_TRACKING_ID, LIFTED);
            down &= ~bit;
        }
    }

    private void point(int bit, int x, int y) throws IOException {
        if (bit == Integer.lowestOneBit(down)) {
            device.add(EV_ABS, ABS_X, x);
            device.add(EV_ABS, ABS_Y, y);
        }
    }

    /// All that happened at one time has been told.
    void report() throws IOException {
        int before = Integer.bitCount(told);
        int now = Integer.bitCount(down);
        told = down;
        if (before != now) {
            tool(before, 0);
            tool(now, 1);
            if (before == 0 || now == 0) {
                device.add(EV_KEY, BTN_TOUCH, now == 0 ? 0 : 1);
            }
        }
        device.report();
    }

    private void tool(int fingers, int value) throws IOException {
        if (fingers > 0) {
            device.add(EV_KEY, TOOLS[Math.min(fingers, TOOLS.length) - 1], value);
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
