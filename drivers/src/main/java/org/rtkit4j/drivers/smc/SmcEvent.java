package org.rtkit4j.drivers.smc;

/// Something that the controller tells by itself, once notifications are on.
///
/// Source: asahi linux `macsmc-input.c` and `gpio-macsmc.c`, openbsd `aplsmc.c`.
public sealed interface SmcEvent {
    /// Returns the event's word: type in 31:16, what in 15:8, state in 7:0.
    int word();

    /// A button.
    ///
    /// @param button which: 1 power, 6 Touch ID, 0xfe held short, 0 held long. What 0xfe and 0 mean differs: Linux
    /// reads held short and held long, OpenBSD held long and off
    /// @param isDown whether it is pressed
    record Button(int word, int button, boolean isDown) implements SmcEvent {}

    /// A pin has interrupted; it is silent until [GpioPin#acknowledge].
    record Interrupt(int word, int pin) implements SmcEvent {}

    /// The lid was moved. Linux reads `MSLD` instead: this is not reliable there.
    record Lid(int word, boolean isClosed) implements SmcEvent {}

    /// Anything else; QEMU names 0x70 system state, 0x71 power state, 0x73 battery, 0x80 power limit.
    record Other(int word) implements SmcEvent {}

    /// Returns what a word means.
    static SmcEvent of(int word) {
        int what = word >>> 8 & 0xff;
        return switch (word >>> 16) {
            case 0x7201 -> new Button(word, what, (word & 0xff) != 0);
            case 0x7202 -> new Interrupt(word, what);
            case 0x7203 -> new Lid(word, what == 1);
            default -> new Other(word);
        };
    }
}
