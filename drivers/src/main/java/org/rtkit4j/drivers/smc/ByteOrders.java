package org.rtkit4j.drivers.smc;

import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;

/// Which keys have their numbers most significant byte first; all others are little-endian.
///
/// @param bigEndian their names; a `?` stands for any letter
public record ByteOrders(Set<String> bigEndian) {
    /// What is odd everywhere.
    ///
    /// Source: linux `macsmc.c` and m1n1 `smc.py` for `#KEY`; asahi docs `smc.md` for `VP3b`; m1n1
    /// `experiments/smc_watcher.py` for `D?VM` and `D?VX`.
    public static final ByteOrders COMMON = new ByteOrders(Set.of("#KEY", "VP3b", "D?VM", "D?VX"));

    public ByteOrders {
        bigEndian = Set.copyOf(bigEndian);
    }

    /// Returns these and another key; a `?` in it stands for any letter.
    public ByteOrders withBig(String key) {
        var more = new HashSet<>(bigEndian);
        more.add(key);
        return new ByteOrders(more);
    }

    /// Returns the order of a key's numbers. A legacy type `Sp78` is big-endian: *guess*, as on older machines.
    public ByteOrder of(SmcKey key, String type) {
        boolean isOdd = type.equals("Sp78") || bigEndian.stream().anyMatch(pattern -> matches(pattern, key));
        return isOdd ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static boolean matches(String pattern, SmcKey key) {
        for (int i = 0; i < SmcKey.LETTERS; i++) {
            char letter = pattern.charAt(i);
            if (letter != '?' && letter != key.letter(i)) {
                return false;
            }
        }
        return true;
    }
}
