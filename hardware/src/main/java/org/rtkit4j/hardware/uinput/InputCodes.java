package org.rtkit4j.hardware.uinput;

/// Numbers of Linux's input devices, under the names that its headers give them. A test asks a C compiler for each.
///
/// Source: linux/input-event-codes.h, linux/uinput.h.
public final class InputCodes {
    public static final int EV_SYN = 0x00;
    public static final int EV_KEY = 0x01;
    public static final int EV_REL = 0x02;
    public static final int EV_ABS = 0x03;
    public static final int EV_MSC = 0x04;
    public static final int EV_LED = 0x11;
    public static final int EV_REP = 0x14;

    public static final int SYN_REPORT = 0;
    public static final int MSC_SCAN = 0x04;
    public static final int REL_X = 0x00;
    public static final int REL_Y = 0x01;
    public static final int REL_WHEEL = 0x08;
    public static final int ABS_X = 0x00;
    public static final int ABS_Y = 0x01;
    public static final int ABS_MT_SLOT = 0x2f;
    public static final int ABS_MT_POSITION_X = 0x35;
    public static final int ABS_MT_POSITION_Y = 0x36;
    public static final int ABS_MT_TRACKING_ID = 0x39;
    public static final int BTN_LEFT = 0x110;
    public static final int BTN_RIGHT = 0x111;
    public static final int BTN_MIDDLE = 0x112;
    public static final int BTN_TOUCH = 0x14a;
    public static final int BTN_TOOL_FINGER = 0x145;
    public static final int BTN_TOOL_DOUBLETAP = 0x14d;
    public static final int BTN_TOOL_TRIPLETAP = 0x14e;
    public static final int BTN_TOOL_QUADTAP = 0x14f;
    public static final int BTN_TOOL_QUINTTAP = 0x148;
    public static final int LED_NUML = 0x00;
    public static final int LED_KANA = 0x04;
    public static final int INPUT_PROP_POINTER = 0x00;
    public static final int BUS_VIRTUAL = 0x06;

    /// Size of a device's name, with the zero at its end.
    public static final int UINPUT_MAX_NAME_SIZE = 80;

    // ---- Requests: direction in 31:30, size in 29:16, 'U' in 15:8, number ----

    public static final long UI_DEV_CREATE = 0x5501;
    public static final long UI_DEV_DESTROY = 0x5502;
    public static final long UI_DEV_SETUP = 0x405c_5503;
    public static final long UI_ABS_SETUP = 0x401c_5504;
    public static final long UI_SET_EVBIT = 0x4004_5564;
    public static final long UI_SET_KEYBIT = 0x4004_5565;
    public static final long UI_SET_RELBIT = 0x4004_5566;
    public static final long UI_SET_ABSBIT = 0x4004_5567;
    public static final long UI_SET_MSCBIT = 0x4004_5568;
    public static final long UI_SET_LEDBIT = 0x4004_5569;
    public static final long UI_SET_PROPBIT = 0x4004_556e;

    private InputCodes() {}
}
