package org.rtkit4j.hardware.uinput;

import static org.rtkit4j.hardware.uinput.InputCodes.*;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rtkit4j.wire.port.Releases;

/// An input device of this Linux machine, which exists until it is closed.
///
/// Events are collected and reach the kernel together, with [#report]; nothing is allocated for them. One thread at
/// a time sends, and one, which may be another, asks for LEDs.
public final class UinputDevice implements AutoCloseable {
    /// Where the kernel has it.
    public static final Path PATH = Path.of("/dev/uinput");

    // struct input_event of 64-bit systems: two longs of time, which the kernel fills in, type, code, value.
    static final int EVENT_BYTES = 24;
    private static final int TYPE_AT = 16;
    private static final int CODE_AT = 18;
    private static final int VALUE_AT = 20;
    private static final int MOST_EVENTS = 64;

    // struct uinput_setup: struct input_id of four shorts, the name, ff_effects_max.
    static final int SETUP_BYTES = 92;
    private static final int NAME_AT = 8;
    // struct uinput_abs_setup: the code, two bytes of nothing, struct input_absinfo of six ints.
    static final int ABS_SETUP_BYTES = 28;
    private static final int LEAST_AT = 8;
    private static final int MOST_AT = 12;

    private final UinputFile file;
    private final Arena arena;
    private final MemorySegment events;
    private final MemorySegment told;
    private int count;
    private int leds;

    private UinputDevice(UinputFile file, Arena arena) {
        this.file = file;
        this.arena = arena;
        events = arena.allocate((long) MOST_EVENTS * EVENT_BYTES, Long.BYTES);
        told = arena.allocate((long) MOST_EVENTS * EVENT_BYTES, Long.BYTES);
    }

    /// Makes a device of this machine's kernel.
    ///
    /// @throws IOException if the kernel has no uinput, or does not let us use it; the message says what to do
    public static UinputDevice create(UinputPlan plan) throws IOException {
        return create(plan, KernelUinput.open(PATH));
    }

    /// Makes a device behind a file, which is closed with it, or when it cannot be made.
    @SuppressWarnings("MustBeClosedChecker") // The arena is the device's, and closed with it.
    public static UinputDevice create(UinputPlan plan, UinputFile file) throws IOException {
        var device = new UinputDevice(file, Arena.ofShared());
        try {
            device.describe(plan);
            file.control(UI_DEV_CREATE, 0);
            return device;
        } catch (IOException | RuntimeException e) {
            Releases.after(e, file::close, device.arena::close);
            throw e;
        }
    }

    private void describe(UinputPlan plan) throws IOException {
        int lastType = -1;
        for (UinputPlan.Ability ability : plan.abilities()) {
            if (ability.type() != lastType) {
                file.control(UI_SET_EVBIT, ability.type());
                lastType = ability.type();
            }
            if (ability.type() != EV_REP) {
                file.control(bitOf(ability.type()), ability.code());
            }
        }
        for (int property : plan.properties()) {
            file.control(UI_SET_PROPBIT, property);
        }
        if (!plan.axes().isEmpty()) {
            file.control(UI_SET_EVBIT, EV_ABS);
        }
        try (Arena scratch = Arena.ofConfined()) {
            for (UinputPlan.Axis axis : plan.axes()) {
                file.control(UI_SET_ABSBIT, axis.code());
                file.control(UI_ABS_SETUP, setupOf(axis, scratch));
            }
            file.control(UI_DEV_SETUP, setupOf(plan, scratch));
        }
    }

    private static long bitOf(int type) {
        return switch (type) {
            case EV_KEY -> UI_SET_KEYBIT;
            case EV_REL -> UI_SET_RELBIT;
            case EV_MSC -> UI_SET_MSCBIT;
            case EV_LED -> UI_SET_LEDBIT;
            default -> throw new IllegalArgumentException("no such ability: type=" + type);
        };
    }

    private static MemorySegment setupOf(UinputPlan.Axis axis, Arena arena) {
        MemorySegment setup = arena.allocate(ABS_SETUP_BYTES, Integer.BYTES);
        setup.set(ValueLayout.JAVA_SHORT, 0, (short) axis.code());
        setup.set(ValueLayout.JAVA_INT, LEAST_AT, axis.least());
        setup.set(ValueLayout.JAVA_INT, MOST_AT, axis.most());
        return setup;
    }

    private static MemorySegment setupOf(UinputPlan plan, Arena arena) {
        MemorySegment setup = arena.allocate(SETUP_BYTES, Integer.BYTES);
        setup.set(ValueLayout.JAVA_SHORT, 0, (short) BUS_VIRTUAL);
        byte[] name = plan.name().getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(name, 0, setup, ValueLayout.JAVA_BYTE, NAME_AT, name.length);
        return setup;
    }

    /// Adds an event to those that [#report] sends.
    public void add(int type, int code, int value) throws IOException {
        // One place is left for the end of the report.
        if (count == MOST_EVENTS - 1) {
            send();
        }
        put(type, code, value);
    }

    private void put(int type, int code, int value) {
        long at = (long) count++ * EVENT_BYTES;
        events.set(ValueLayout.JAVA_SHORT, at + TYPE_AT, (short) type);
        events.set(ValueLayout.JAVA_SHORT, at + CODE_AT, (short) code);
        events.set(ValueLayout.JAVA_INT, at + VALUE_AT, value);
    }

    /// Sends what was added: all of it happened at one time. Sends nothing where nothing was.
    public void report() throws IOException {
        if (count > 0) {
            put(EV_SYN, SYN_REPORT, 0);
            send();
        }
    }

    private void send() throws IOException {
        long bytes = (long) count * EVENT_BYTES;
        count = 0;
        file.write(events, bytes);
    }

    /// Returns which LEDs the kernel wants lit: bit 0 num lock, 1 caps lock, 2 scroll lock, 3 compose, 4 kana.
    public int leds() throws IOException {
        int bytes = file.read(told);
        while (bytes > 0) {
            for (int at = 0; at + EVENT_BYTES <= bytes; at += EVENT_BYTES) {
                take(at);
            }
            bytes = file.read(told);
        }
        return leds;
    }

    private void take(long at) {
        int code = told.get(ValueLayout.JAVA_SHORT, at + CODE_AT);
        if (told.get(ValueLayout.JAVA_SHORT, at + TYPE_AT) == EV_LED && code >= LED_NUML && code <= LED_KANA) {
            int bit = 1 << code;
            leds = told.get(ValueLayout.JAVA_INT, at + VALUE_AT) != 0 ? leds | bit : leds & ~bit;
        }
    }

    /// Takes the device away; the kernel releases what is pressed.
    @Override
    public void close() {
        Releases.all(this::destroy, file::close, arena::close);
    }

    private void destroy() {
        try {
            file.control(UI_DEV_DESTROY, 0);
        } catch (IOException _) {
            // It goes with its file.
        }
    }
}
