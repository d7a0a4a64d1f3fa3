package org.rtkit4j.emulator.sensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.wire.port.Region;

/// What a boot loader leaves for the always-on processor's firmware in that one's own memory, and a host changes before
/// it starts it: keys of four letters, which stand there reversed, each with a value.
///
/// Two words near the beginning of the memory say where they lie, and how long they are. Source: linux
/// drivers/soc/apple/aop.rs, m1n1 fw/aop/base.py, both for firmware 13.x. Lengths of values, and where the list lies,
/// are *guess* `aop-boot-arguments`.
public final class BootArguments {
    /// The name of the memory in a profile.
    private static final String REGION = "nub";

    private static final int PLACE = 0x22c;
    private static final int LENGTH = 0x230;
    private static final int LIST = 0xa_ffd8;
    private static final int HEAD_BYTES = 8;
    private static final int MOST_BYTES = 0x1000;
    private static final String ALIGNMENT = "alig";

    /// As the boot loader leaves them: no host has said anything yet.
    private static final List<Argument> FIRST = List.of(
            new Argument("EC0p", 8, 0x1_0000),
            new Argument("nCal", 4, 1),
            new Argument("AOPt", 4, 0),
            new Argument(ALIGNMENT, 4, 0x80));

    private BootArguments() {}

    private record Argument(String key, int sizeBytes, long value) {
        void putTo(ByteBuffer list) {
            list.put(reversed(key)).putInt(sizeBytes);
            for (int i = 0; i < sizeBytes; i++) {
                list.put((byte) (value >>> (Byte.SIZE * i)));
            }
        }
    }

    private static byte[] reversed(String key) {
        return new StringBuilder(key).reverse().toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// Leaves them in a co-processor's memory, where it has one of its own for that.
    public static void leave(Machine machine, List<Region> regions) {
        Region nub = nub(regions);
        if (nub == null) {
            return;
        }
        int length = length();
        byte[] list = new byte[length];
        ByteBuffer fields = little(list);
        FIRST.forEach(each -> each.putTo(fields));
        byte[] words = new byte[2 * Integer.BYTES];
        little(words).putInt(LIST).putInt(length);
        machine.write(nub.start() + PLACE, words, 0, words.length);
        machine.write(nub.start() + LIST, list, 0, length);
    }

    private static int length() {
        return FIRST.stream().mapToInt(each -> HEAD_BYTES + each.sizeBytes()).sum();
    }

    /// Returns a region, if they fit where they have to lie in it.
    ///
    /// @throws IllegalArgumentException if it is the one for them, and too small
    public static Region fitting(Region region) {
        if (region.name().equals(REGION) && region.sizeBytes() < LIST + length()) {
            throw new IllegalArgumentException(
                    "too small for boot arguments at 0x%x: size=0x%x".formatted(LIST, region.sizeBytes()));
        }
        return region;
    }

    /// Returns at which multiples of bytes the host wants the blocks of rings, or `usual` where it says nothing.
    static int alignment(IoSpace memory, int usual) {
        Region nub = nub(memory.regions());
        ByteBuffer list = nub == null ? null : list(memory, nub);
        while (list != null && list.remaining() >= HEAD_BYTES) {
            byte[] key = new byte[Integer.BYTES];
            list.get(key);
            int size = list.getInt();
            if (size < 0 || size > list.remaining()) {
                return usual;
            }
            if (size >= Integer.BYTES && Arrays.equals(key, reversed(ALIGNMENT))) {
                return list.getInt(list.position());
            }
            list.position(list.position() + size);
        }
        return usual;
    }

    // The host may have written anything.
    private static @Nullable ByteBuffer list(IoSpace memory, Region nub) {
        byte[] words = new byte[LENGTH - PLACE + Integer.BYTES];
        memory.load(nub.start() + PLACE, words, 0, words.length);
        ByteBuffer said = little(words);
        long place = Integer.toUnsignedLong(said.getInt());
        int length = said.getInt();
        if (length < 0 || length > MOST_BYTES || !Region.fits(place, length, nub.sizeBytes())) {
            return null;
        }
        byte[] list = new byte[length];
        memory.load(nub.start() + place, list, 0, length);
        return little(list);
    }

    private static @Nullable Region nub(List<Region> regions) {
        return regions.stream()
                .filter(each -> each.name().equals(REGION))
                .findFirst()
                .orElse(null);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
