package org.rtkit4j.hardware.uinput;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a device is to be: its name, and the events that it can send.
///
/// @param name at most 79 bytes of UTF-8
/// @param abilities in the order in which the kernel is told
/// @param properties such as [InputCodes#INPUT_PROP_POINTER]
public record UinputPlan(String name, List<Ability> abilities, List<Axis> axes, List<Integer> properties) {
    private static final int MOST_CONTACTS = 32;

    /// An event of one type that the device can send, or an LED that it has.
    ///
    /// @param type for example [InputCodes#EV_KEY]
    public record Ability(int type, int code) {
        /// Makes abilities of one type.
        static List<Ability> of(int type, int... codes) {
            return IntStream.of(codes).mapToObj(code -> new Ability(type, code)).toList();
        }
    }

    /// An absolute axis and its range, both ends included.
    public record Axis(int code, int least, int most) {}

    public UinputPlan {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length >= InputCodes.UINPUT_MAX_NAME_SIZE) {
            throw new IllegalArgumentException("no such name of a device: " + name);
        }
        abilities = List.copyOf(abilities);
        axes = List.copyOf(axes);
        properties = List.copyOf(properties);
    }

    /// A keyboard with every key that HID and Linux both know, and five LEDs; the kernel repeats what is held.
    public static UinputPlan keyboard(String name) {
        var abilities = new ArrayList<>(
                Ability.of(InputCodes.EV_KEY, LinuxKeys.all().sorted().toArray()));
        abilities.addAll(Ability.of(InputCodes.EV_MSC, InputCodes.MSC_SCAN));
        abilities.addAll(Ability.of(
                InputCodes.EV_LED,
                IntStream.rangeClosed(InputCodes.LED_NUML, InputCodes.LED_KANA).toArray()));
        abilities.add(new Ability(InputCodes.EV_REP, 0));
        return new UinputPlan(name, abilities, List.of(), List.of());
    }

    /// A mouse of three buttons and a wheel.
    public static UinputPlan mouse(String name) {
        var abilities = new ArrayList<>(
                Ability.of(InputCodes.EV_KEY, InputCodes.BTN_LEFT, InputCodes.BTN_RIGHT, InputCodes.BTN_MIDDLE));
        abilities.addAll(Ability.of(InputCodes.EV_REL, InputCodes.REL_X, InputCodes.REL_Y, InputCodes.REL_WHEEL));
        return new UinputPlan(name, abilities, List.of(), List.of());
    }

    /// A touch pad of several fingers, which move a pointer. Source: Documentation/input/multi-touch-protocol.rst, type
    /// B.
    public static UinputPlan trackpad(String name, int leastX, int mostX, int leastY, int mostY) {
        List<Ability> abilities = Ability.of(
                InputCodes.EV_KEY,
                InputCodes.BTN_LEFT,
                InputCodes.BTN_TOUCH,
                InputCodes.BTN_TOOL_FINGER,
                InputCodes.BTN_TOOL_DOUBLETAP,
                InputCodes.BTN_TOOL_TRIPLETAP,
                InputCodes.BTN_TOOL_QUADTAP,
                InputCodes.BTN_TOOL_QUINTTAP);
        List<Axis> axes = List.of(
                new Axis(InputCodes.ABS_X, leastX, mostX),
                new Axis(InputCodes.ABS_Y, leastY, mostY),
                new Axis(InputCodes.ABS_MT_SLOT, 0, MOST_CONTACTS - 1),
                new Axis(InputCodes.ABS_MT_TRACKING_ID, 0, 0xffff),
                new Axis(InputCodes.ABS_MT_POSITION_X, leastX, mostX),
                new Axis(InputCodes.ABS_MT_POSITION_Y, leastY, mostY));
        return new UinputPlan(name, abilities, axes, List.of(InputCodes.INPUT_PROP_POINTER));
    }
}
