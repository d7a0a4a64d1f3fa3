package org.rtkit4j.drivers.smc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rtkit4j.wire.message.SmcKeyFlags;
import org.rtkit4j.wire.message.SmcMsg;
import org.rtkit4j.wire.message.SmcResult;

/// Which keys there are. The controller keeps them sorted, so that a prefix is found by binary search.
final class KeyDirectory {
    private static final SmcKey COUNT = SmcKey.of("#KEY");
    private static final int MOST_KEYS = 65_536;

    private final SmcCommands commands;
    private final Map<SmcKey, KeyInfo> known = new ConcurrentHashMap<>();
    private volatile NameOrder nameOrder = NameOrder.UNKNOWN;

    /// How the letters of a name lie in the answer to a question by index.
    private enum NameOrder {
        UNKNOWN,
        /// In the order of memory, as real firmware has them.
        SWAPPED,
        /// As in a command, as QEMU's controller has them.
        RAW
    }

    KeyDirectory(SmcCommands commands) {
        this.commands = commands;
    }

    KeyInfo info(SmcKey key) throws SmcException, InterruptedException {
        KeyInfo info = known.get(key);
        if (info == null) {
            info = read(key);
            known.put(key, info);
        }
        return info;
    }

    int count() throws SmcException, InterruptedException {
        byte[] bytes = commands.read(COUNT, Integer.BYTES);
        long count = 0;
        for (byte b : bytes) {
            count = count << 8 | (b & 0xff);
        }
        if (bytes.length != Integer.BYTES || count > MOST_KEYS) {
            throw new SmcException(
                    new SmcFault.Malformed("read #KEY", "size=%d, keys=%d".formatted(bytes.length, count)));
        }
        return (int) count;
    }

    SmcKey keyAt(int index) throws SmcException, InterruptedException {
        if (nameOrder == NameOrder.UNKNOWN) {
            nameOrder = findNameOrder();
        }
        int raw = rawAt(index);
        return new SmcKey(nameOrder == NameOrder.RAW ? raw : Integer.reverseBytes(raw));
    }

    List<SmcKey> keys(String prefix) throws SmcException, InterruptedException {
        int count = count();
        var keys = new ArrayList<SmcKey>();
        boolean isInside = true;
        for (int i = firstAtLeast(SmcKey.firstWith(prefix), count); i < count && isInside; i++) {
            SmcKey key = keyAt(i);
            isInside = key.startsWith(prefix);
            if (isInside) {
                keys.add(key);
            }
        }
        return List.copyOf(keys);
    }

    private int firstAtLeast(SmcKey wanted, int count) throws SmcException, InterruptedException {
        int low = 0;
        int high = wanted.code() == 0 ? 0 : count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keyAt(middle).compareTo(wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int rawAt(int index) throws SmcException, InterruptedException {
        long word = SmcMsg.INDEX.put(SmcMsg.KEY_BY_INDEX.word(), Integer.toUnsignedLong(index));
        return (int) SmcMsg.VALUE.get(commands.ask("key at index " + index, word));
    }

    // A name that is the same both ways says nothing, nor does one whose reverse is a key as well; the next may.
    private NameOrder findNameOrder() throws SmcException, InterruptedException {
        int count = count();
        for (int i = 0; i < count; i++) {
            int raw = rawAt(i);
            int swapped = Integer.reverseBytes(raw);
            boolean isSwapped = exists(swapped);
            if (raw != swapped && isSwapped != exists(raw)) {
                return isSwapped ? NameOrder.SWAPPED : NameOrder.RAW;
            }
        }
        return NameOrder.SWAPPED;
    }

    private boolean exists(int code) throws SmcException, InterruptedException {
        try {
            info(new SmcKey(code));
            return true;
        } catch (SmcException e) {
            if (e.isRefusal(SmcResult.KEY_NOT_FOUND)) {
                return false;
            }
            throw e;
        }
    }

    private KeyInfo read(SmcKey key) throws SmcException, InterruptedException {
        byte[] bytes = commands.askInfo(key);
        var type = new StringBuilder(
                new String(bytes, SmcKeyFlags.INFO_TYPE_AT, SmcKey.LETTERS, StandardCharsets.ISO_8859_1));
        for (int i = 0; i < type.length(); i++) {
            if (type.charAt(i) < 0x20 || type.charAt(i) > 0x7e) {
                type.setCharAt(i, '.');
            }
        }
        int size = bytes[SmcKeyFlags.INFO_SIZE_AT] & 0xff;
        return new KeyInfo(key, size, type.toString(), bytes[SmcKeyFlags.INFO_FLAGS_AT] & 0xff);
    }
}
