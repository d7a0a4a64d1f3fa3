package org.rtkit4j.emulator.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/// Pages of a transfer in a random order, and the lists that name them, as a host builds them.
final class PrpList {
    final long prp1;
    final long prp2;
    private final HandHost host;
    private final long[] pages;
    private final int offset;

    /// @param offset where the data begins in its first page
    PrpList(HandHost host, SplittableRandom random, int blocks, int offset) {
        this.host = host;
        this.offset = offset;
        pages = new long[(offset + blocks * 4096 + 4095) / 4096];
        long base = pool(host);
        for (int i = 0; i < pages.length; i++) {
            pages[i] = base + (i ^ 1) * 4096L;
        }
        prp1 = pages[0] + offset;
        prp2 = pages.length == 1 ? 0 : pages.length == 2 ? pages[1] : lists(random);
    }

    void fill(byte[] data) {
        each(data.length, (address, at, length) -> host.machine.write(address, data, at, length));
    }

    byte[] collect(int length) {
        byte[] data = new byte[length];
        each(length, (address, at, part) -> host.machine.read(address, data, at, part));
        return data;
    }

    @FunctionalInterface
    private interface Part {
        void move(long address, int at, int length);
    }

    private void each(int length, Part part) {
        for (int at = 0; at < length; ) {
            int within = (offset + at) % 4096;
            int size = Math.min(length - at, 4096 - within);
            part.move(pages[(offset + at) / 4096] + within, at, size);
            at += size;
        }
    }

    // A first list that begins anywhere in its page, and as many whole pages as it takes.
    private long lists(SplittableRandom random) {
        long list = listPool(host);
        int start = random.nextInt(500);
        long first = list + start * 8L;
        int at = start;
        long page = list;
        for (int i = 1; i < pages.length; i++) {
            if (at == 511 && i < pages.length - 1) {
                put(page + 511 * 8L, page + 4096);
                page += 4096;
                at = 0;
            }
            put(page + at * 8L, pages[i]);
            at++;
        }
        return first;
    }

    private void put(long address, long value) {
        host.memory(
                address,
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(value)
                        .array());
    }

    private static long pool(HandHost host) {
        host.dataPool = host.dataPool == 0 ? host.pages(1100) : host.dataPool;
        return host.dataPool;
    }

    private static long listPool(HandHost host) {
        host.listPool = host.listPool == 0 ? host.pages(8) : host.listPool;
        return host.listPool;
    }
}
