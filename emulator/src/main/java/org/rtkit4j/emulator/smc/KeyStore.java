package org.rtkit4j.emulator.smc;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.smc.KeyContent.Fixed;
import org.rtkit4j.emulator.smc.KeyContent.Follows;
import org.rtkit4j.emulator.smc.KeyContent.Role;
import org.rtkit4j.emulator.smc.KeyContent.Wave;

/// The values of the keys: what was written, what moves by itself, what the machine is doing.
final class KeyStore {
    private static final double NANOS = 1e9;
    private static final long TICKS = 32768;
    private static final int SECOND_BANK = 0x100;
    private static final String SENSORS = "VIPTB";

    private final KeySet keys;
    private final Map<Integer, KeyEntry> byName = new HashMap<>();
    private final Map<Integer, byte[]> written = new HashMap<>();
    private final Map<Integer, byte[]> fixed = new HashMap<>();
    private final Map<Integer, BoardPin> pins = new HashMap<>();
    private boolean isLidClosed;
    private boolean isButtonDown;
    private boolean wasPressed;
    private boolean isCritical;
    private boolean isCriticalAsked;

    KeyStore(KeySet keys) {
        this.keys = keys;
        keys.entries().forEach(this::add);
    }

    private void add(KeyEntry entry) {
        byName.put(entry.name(), entry);
        if (entry.content() instanceof Fixed(String hex)) {
            fixed.put(entry.name(), HexFormat.of().parseHex(hex));
        } else if (entry.content() instanceof Role(KeyRole role) && role == KeyRole.GPIO) {
            pins.put(pinNumber(entry), new BoardPin(entry.pin()));
        }
    }

    @Nullable
    KeyEntry find(int name) {
        return byName.get(name);
    }

    List<KeyEntry> entries() {
        return keys.entries();
    }

    Optional<BoardPin> pin(int number) {
        return Optional.ofNullable(pins.get(number));
    }

    BoardPin pinOf(KeyEntry entry) {
        return pin(pinNumber(entry)).orElseThrow();
    }

    // The second bank, gp00 to gpff, comes behind the first. Source of its name: aurora linux.
    private static int pinNumber(KeyEntry entry) {
        String name = KeyEntry.text(entry.name());
        return Integer.parseInt(name.substring(2), 16) + (name.charAt(1) == 'p' ? SECOND_BANK : 0);
    }

    Optional<byte[]> written(int name) {
        return Optional.ofNullable(written.get(name)).map(byte[]::clone);
    }

    void write(KeyEntry entry, byte[] value) {
        written.put(entry.name(), value.clone());
    }

    /// Something happens to the machine: lid and button keep it.
    void note(int event) {
        switch (event >>> 16) {
            case 0x7201 -> {
                boolean isPower = ((event >>> 8) & 0xff) == 0x01;
                isButtonDown = isPower ? (event & 0xff) != 0 : isButtonDown;
                wasPressed |= isPower && isButtonDown;
            }
            case 0x7102 -> isCritical = true;
            case 0x7203 -> isLidClosed = (event & 0xff) != 0;
            default -> {}
        }
    }

    /// Returns whether the AP is to hear of an event. Of the battery's end it hears where it has read the key that
    /// says so.
    boolean isWanted(int event) {
        return event >>> 16 != 0x7102 || isCriticalAsked;
    }

    /// Fills in the value of a key.
    ///
    /// @param nanos since the start, at which moving values are taken
    void read(KeyEntry entry, long nanos, byte[] into) {
        byte[] kept = written.get(entry.name());
        if (kept != null && !movesByItself(entry, nanos)) {
            System.arraycopy(kept, 0, into, 0, kept.length);
            return;
        }
        switch (entry.content()) {
            case Fixed _ -> System.arraycopy(bytesOf(entry), 0, into, 0, entry.sizeBytes());
            case Wave wave -> KeyNumbers.put(entry, at(wave, entry.name(), nanos), into);
            case Follows(int other, double noise) ->
                KeyNumbers.put(entry, number(other, nanos) + noise * jitter(entry.name(), nanos), into);
            case Role(KeyRole role) -> readRole(entry, role, nanos, into);
        }
    }

    private byte[] bytesOf(KeyEntry entry) {
        return Objects.requireNonNull(fixed.get(entry.name()));
    }

    private boolean movesByItself(KeyEntry entry, long nanos) {
        return entry.manual() != 0 && number(entry.manual(), nanos) == 0;
    }

    private double number(int name, long nanos) {
        KeyEntry entry = byName.get(name);
        if (entry == null || entry.content() instanceof Follows) {
            return 0;
        }
        byte[] value = new byte[KeyEntry.LARGEST_BYTES];
        read(entry, nanos, value);
        return KeyNumbers.number(entry, value);
    }

    // A sensor takes a sample each second.
    private static double at(Wave wave, int name, long nanos) {
        double seconds = Math.floor(nanos / NANOS);
        double phase = seconds / wave.seconds() + KeyFields.scatter(~name) / 2;
        return wave.mean() + wave.swing() * Math.sin(2 * Math.PI * phase) + wave.noise() * jitter(name, nanos);
    }

    private static double jitter(int name, long nanos) {
        return KeyFields.scatter(name + ((int) (nanos / (long) NANOS) * 0x1003f));
    }

    private void readRole(KeyEntry entry, KeyRole role, long nanos, byte[] into) {
        switch (role) {
            case COUNT -> KeyNumbers.putRaw(entry, keys.size(), into);
            case LID -> KeyNumbers.putRaw(entry, isLidClosed ? 1 : 0, into);
            case BUTTON -> KeyNumbers.putRaw(entry, isButtonDown ? 1 : 0, into);
            case PRESSED -> {
                KeyNumbers.putRaw(entry, wasPressed ? 1 : 0, into);
                wasPressed = false;
            }
            case BATTERY_CRITICAL -> {
                isCriticalAsked = true;
                KeyNumbers.putRaw(entry, isCritical ? 1 : 0, into);
            }
            case CLOCK_TICKS -> KeyNumbers.putRaw(entry, (long) (nanos / NANOS * TICKS), into);
            case CLOCK_MICROS -> KeyNumbers.putRaw(entry, nanos / 1000, into);
            case SENSOR_COUNT -> KeyNumbers.putRaw(entry, sensors().size(), into);
            case NOTIFY, POWER, GPIO, SENSOR_NAME, SENSOR_READING -> KeyNumbers.putRaw(entry, 0, into);
            default -> KeyNumbers.put(entry, BatteryModel.at(nanos / NANOS).value(role), into);
        }
    }

    /// Returns the analogue sensors that the controller enumerates: the first sixteen keys of type float.
    List<KeyEntry> sensors() {
        return keys.entries().stream()
                .filter(entry -> entry.type().equals("flt ") && SENSORS.indexOf(entry.name() >>> 24) >= 0)
                .limit(16)
                .toList();
    }

    int reading(KeyEntry sensor, long nanos) {
        byte[] value = new byte[KeyEntry.LARGEST_BYTES];
        read(sensor, nanos, value);
        return (int) KeyNumbers.raw(sensor, value);
    }
}
