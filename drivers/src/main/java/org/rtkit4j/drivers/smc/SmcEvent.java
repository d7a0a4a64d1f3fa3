package org.rtkit4j.drivers.smc;

/// Something that the controller tells by itself, once notifications are on.
///
/// Source: asahi linux `macsmc-input.c`, `macsmc-power.c` and `gpio-macsmc.c`, openbsd `aplsmc.c`.
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

    /// Something with the machine's power. Source: asahi linux `macsmc-power.c`, by whose words the meaning of each
    /// is predicted.
    record Power(int word, PowerChange change) implements SmcEvent {}

    /// What has happened to the machine's power.
    enum PowerChange {
        /// The charger has begun or ended something.
        CHARGER,
        /// The battery is as good as empty: the machine is to go down in order.
        BATTERY_CRITICAL,
        /// A port charges, or does not any more.
        PORT,
        /// Something was plugged in or out.
        CONNECTOR
    }

    /// Anything else; QEMU names 0x70 system state, 0x71 power state, 0x73 battery, 0x80 power limit.
    record Other(int word) implements SmcEvent {}

    /// Returns what a word means.
    static SmcEvent of(int word) {
        int what = word >>> 8 & 0xff;
        return switch (word >>> 16) {
            case 0x7101 -> what == 1 ? new Power(word, PowerChange.CHARGER) : new Other(word);
            case 0x7102 -> (word & 0xffff) == 0 ? new Power(word, PowerChange.BATTERY_CRITICAL) : new Other(word);
            case 0x7106 -> new Power(word, PowerChange.PORT);
            case 0x7113 -> new Power(word, PowerChange.CONNECTOR);
            case 0x7201 -> new Button(word, what, (word & 0xff) != 0);
            case 0x7202 -> new Interrupt(word, what);
            case 0x7203 -> new Lid(word, what == 1);
            default -> new Other(word);
        };
    }
}
