package org.rtkit4j.emulator.smc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.rtkit4j.emulator.firmware.Kernel;
import org.rtkit4j.emulator.smc.KeyContent.Role;
import org.rtkit4j.wire.message.SmcKeyFlags;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.SmcResult;

/// What the commands on keys do, and what is answered.
///
/// A value of up to four bytes goes into the answer, a larger one into shared memory. A read may ask for more than
/// the key has, and not for less; a write must have the key's size. Source: QEMU's `smc.c`.
final class KeyCommands {
    private static final int IN_ANSWER = 4;

    private final BoardMemory board;
    private final KeyStore store;
    private final Kernel kernel;
    private final SplittableRandom random;
    private final long startNanos;
    private final byte[] buffer = new byte[KeyEntry.LARGEST_BYTES + 1];
    private boolean isTelling;
    private boolean isLatched;

    KeyCommands(BoardMemory board, Kernel kernel, SplittableRandom random) {
        this.board = board;
        this.store = board.store;
        this.kernel = kernel;
        this.random = random;
        startNanos = kernel.nowNanos();
    }

    /// Returns whether the AP has asked to be told of events.
    boolean isTelling() {
        return isTelling;
    }

    /// Carries a command out and returns the answer.
    long carryOut(long command) {
        if (SmcMsg.READ_KEY.matches(command)) {
            return read(command, 0);
        }
        if (SmcMsg.READ_WRITE_KEY.matches(command)) {
            return read(command, (int) SmcMsg.WRITE_SIZE.get(command));
        }
        if (SmcMsg.WRITE_KEY.matches(command)) {
            return write(command);
        }
        if (SmcMsg.KEY_BY_INDEX.matches(command)) {
            return byIndex(command);
        }
        return SmcMsg.KEY_INFO.matches(command) ? info(command) : refused(command, SmcResult.BAD_COMMAND);
    }

    static long refused(long command, SmcResult result) {
        return SmcMsg.RESULT.put(SmcMsg.ID.put(0, SmcMsg.ID.get(command)), result.code());
    }

    private static long done(long command, int sizeBytes, int value) {
        long answer = SmcMsg.SIZE.put(refused(command, SmcResult.OK), sizeBytes);
        return SmcMsg.VALUE.put(answer, Integer.toUnsignedLong(value));
    }

    private long read(long command, int payloadBytes) {
        KeyEntry entry = store.find((int) SmcMsg.KEY.get(command));
        SmcResult refusal = entry == null ? SmcResult.KEY_NOT_FOUND : refusesRead(entry, command);
        if (entry == null || refusal != SmcResult.OK) {
            return refused(command, refusal);
        }
        Arrays.fill(buffer, (byte) 0);
        SmcResult result = fill(entry, payloadBytes);
        return result == SmcResult.OK ? given(command, entry) : refused(command, result);
    }

    private long given(long command, KeyEntry entry) {
        int size = entry.sizeBytes();
        if (size <= IN_ANSWER) {
            return done(command, size, little32());
        }
        share(size);
        return done(command, size, 0);
    }

    private SmcResult refusesRead(KeyEntry entry, long command) {
        if (!entry.has(SmcKeyFlags.READABLE)) {
            return SmcResult.NOT_READABLE;
        }
        if (SmcMsg.SIZE.get(command) < entry.sizeBytes()) {
            return SmcResult.SIZE_MISMATCH;
        }
        return failsNow(entry) ? SmcResult.DEVICE_ACCESS : SmcResult.OK;
    }

    private boolean failsNow(KeyEntry entry) {
        return entry.failsOneIn() > 0 && random.nextInt(entry.failsOneIn()) == 0;
    }

    private SmcResult fill(KeyEntry entry, int payloadBytes) {
        if (entry.content() instanceof Role(KeyRole role) && role.takesPayload()) {
            return role == KeyRole.GPIO ? readPin(entry, payloadBytes) : readSensor(entry, role, payloadBytes);
        }
        store.read(entry, nanos(), buffer);
        return SmcResult.OK;
    }

    // A plain read of a pin gives its level once only, until some pin is written. Source: asahi docs, smc.md.
    private SmcResult readPin(KeyEntry entry, int payloadBytes) {
        BoardPin pin = store.pinOf(entry);
        if (payloadBytes != IN_ANSWER) {
            KeyNumbers.putRaw(entry, isLatched ? 0 : pin.level(), buffer);
            isLatched = true;
            return payloadBytes == 0 ? SmcResult.OK : SmcResult.BAD_FUNCTION_PARAMETER;
        }
        Integer value = pin.read(payload(payloadBytes));
        Arrays.fill(buffer, (byte) 0);
        KeyNumbers.putRaw(entry, value == null ? 0 : value, buffer);
        return value == null ? SmcResult.BAD_FUNCTION_PARAMETER : SmcResult.OK;
    }

    private SmcResult readSensor(KeyEntry entry, KeyRole role, int payloadBytes) {
        int index = payload(Math.min(payloadBytes, IN_ANSWER));
        var sensors = store.sensors();
        if (payloadBytes == 0 || index < 0 || index >= sensors.size()) {
            return SmcResult.BAD_FUNCTION_PARAMETER;
        }
        Arrays.fill(buffer, (byte) 0);
        if (role == KeyRole.SENSOR_NAME) {
            byte[] name = KeyEntry.text(sensors.get(index).name()).getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(name, 0, buffer, 0, Math.min(name.length, entry.sizeBytes()));
        } else {
            KeyNumbers.putRaw(entry, store.reading(sensors.get(index), nanos()), buffer);
        }
        return SmcResult.OK;
    }

    private long write(long command) {
        KeyEntry entry = store.find((int) SmcMsg.KEY.get(command));
        if (entry == null) {
            return refused(command, SmcResult.KEY_NOT_FOUND);
        }
        if (!entry.has(SmcKeyFlags.WRITABLE)) {
            return refused(command, SmcResult.NOT_WRITABLE);
        }
        if (SmcMsg.SIZE.get(command) != entry.sizeBytes()) {
            return refused(command, SmcResult.SIZE_MISMATCH);
        }
        if (failsNow(entry)) {
            return refused(command, SmcResult.DEVICE_ACCESS);
        }
        byte[] value = new byte[entry.sizeBytes()];
        kernel.memory().load(board.config.sharedAddress(), value, 0, value.length);
        SmcResult result = put(entry, value);
        return result == SmcResult.OK ? done(command, 0, 0) : refused(command, result);
    }

    private SmcResult put(KeyEntry entry, byte[] value) {
        KeyRole role = entry.content() instanceof Role(KeyRole r) ? r : null;
        if (role == KeyRole.GPIO) {
            isLatched = false;
            boolean makesSense = store.pinOf(entry).write((int) KeyNumbers.raw(entry, value));
            return makesSense ? SmcResult.OK : SmcResult.BAD_FUNCTION_PARAMETER;
        }
        store.write(entry, value);
        if (role == KeyRole.NOTIFY) {
            isTelling = value[0] != 0;
        } else if (role == KeyRole.POWER) {
            askPower((int) KeyNumbers.raw(entry, value));
        }
        return SmcResult.OK;
    }

    private void askPower(int state) {
        board.onPowerRequest(state);
        kernel.log("power.c:218", "power state asked: " + KeyEntry.text(state).replaceAll("[^\\x20-\\x7e]", "?"));
    }

    private long byIndex(long command) {
        long index = SmcMsg.INDEX.get(command);
        if (index >= store.entries().size()) {
            return refused(command, SmcResult.INDEX_OUT_OF_RANGE);
        }
        int name = store.entries().get((int) index).name();
        return done(command, 0, board.config.keys().isIndexSwapped() ? Integer.reverseBytes(name) : name);
    }

    private long info(long command) {
        KeyEntry entry = store.find((int) SmcMsg.KEY.get(command));
        if (entry == null) {
            return refused(command, SmcResult.KEY_NOT_FOUND);
        }
        buffer[SmcKeyFlags.INFO_SIZE_AT] = (byte) entry.sizeBytes();
        byte[] type = entry.type().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(type, 0, buffer, SmcKeyFlags.INFO_TYPE_AT, type.length);
        buffer[SmcKeyFlags.INFO_FLAGS_AT] = (byte) entry.flags();
        share(SmcKeyFlags.INFO_BYTES);
        return done(command, 0, 0);
    }

    private void share(int length) {
        kernel.memory().store(board.config.sharedAddress(), buffer, 0, length);
    }

    private int payload(int length) {
        kernel.memory().load(board.config.sharedAddress(), buffer, 0, length);
        return little32();
    }

    private int little32() {
        return (buffer[0] & 0xff) | (buffer[1] & 0xff) << 8 | (buffer[2] & 0xff) << 16 | buffer[3] << 24;
    }

    private long nanos() {
        return board.config.isStill() ? 0 : kernel.nowNanos() - startNanos;
    }
}
