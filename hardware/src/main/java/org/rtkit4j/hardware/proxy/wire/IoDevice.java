package org.rtkit4j.hardware.proxy.wire;

/// The device through which the host talks to the target, as IODEV_WHOAMI numbers it.
///
/// Source: m1n1 `src/iodev.h`, iodev_id_t.
public final class IoDevice {
    /// A serial line.
    public static final int UART = 0;
    /// The serial line of the debug channel.
    public static final int DOCKCHANNEL_UART = 1;
    public static final int FRAMEBUFFER = 2;
    public static final int USB_VUART = 3;
    /// The first of eight USB ports.
    public static final int USB0 = 4;
    public static final int LAST = 11;

    private IoDevice() {}

    /// Returns whether it is a serial line: announced with BOOT, without flow control, never without checksums.
    public static boolean isSerial(int device) {
        return device == UART || device == DOCKCHANNEL_UART;
    }
}
