package org.rtkit4j.emulator.firmware;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.rtkit4j.wire.message.Endpoints;
import org.rtkit4j.wire.message.Mgmt;
import org.rtkit4j.wire.message.Mgmt.EpMap;

/// The messages that announce a firmware's endpoints, one after the other.
final class EndpointMap {
    private static final int LAST_SINGLE_VERSION = 10;
    private static final int PAGES = Endpoints.COUNT / EpMap.ENDPOINTS_PER_PAGE;
    private static final long MASK_52 = (1L << 52) - 1;

    private final List<Long> pages;
    private final boolean isEndless;
    private int next;

    EndpointMap(FirmwareConfig config, long version) {
        long[] blocks = blocks(config);
        isEndless = config.has(Quirk.ENDLESS_MAP);
        pages = version <= LAST_SINGLE_VERSION ? List.of(singlePage(blocks)) : pages(blocks, config);
    }

    /// Returns whether all has been announced and taken.
    boolean isDone() {
        return next == pages.size();
    }

    /// Returns the page that is to be sent, or was and is not taken yet.
    long page() {
        return pages.get(next);
    }

    /// Takes the AP's answer; returns whether it was one to the page.
    boolean take(long reply) {
        if (isDone() || EpMap.BASE.get(reply) != EpMap.BASE.get(page())) {
            return false;
        }
        next = isEndless ? (next + 1) % pages.size() : next + 1;
        return true;
    }

    private static long[] blocks(FirmwareConfig config) {
        long[] blocks = new long[PAGES];
        blocks[0] = 1;
        var endpoints = new ArrayList<>(config.systemEndpoints());
        endpoints.addAll(config.appEndpoints().keySet());
        for (int endpoint : endpoints) {
            blocks[endpoint / EpMap.ENDPOINTS_PER_PAGE] |= 1L << endpoint % EpMap.ENDPOINTS_PER_PAGE;
        }
        return blocks;
    }

    // Up to version 10 there is one message with 52 endpoints, without BASE and LAST. Source: QEMU.
    private static long singlePage(long[] blocks) {
        return Mgmt.TYPE.put((blocks[0] | blocks[1] << 32) & MASK_52, EpMap.ID);
    }

    private static List<Long> pages(long[] blocks, FirmwareConfig config) {
        var pages = new ArrayList<Long>();
        if (config.has(Quirk.EMPTY_MAP_PAGES)) {
            pages.add(EpMap.LAYOUT.word());
        }
        int last = PAGES - 1;
        while (blocks[last] == 0) {
            last--;
        }
        for (int base = 0; base <= last; base++) {
            if (blocks[base] != 0 || config.has(Quirk.EMPTY_MAP_PAGES)) {
                pages.add(EpMap.BITMAP.put(EpMap.BASE.put(EpMap.LAYOUT.word(), base), blocks[base]));
            }
        }
        if (config.has(Quirk.DESCENDING_MAP)) {
            Collections.reverse(pages);
        }
        if (!config.has(Quirk.ENDLESS_MAP)) {
            pages.set(pages.size() - 1, EpMap.LAST.put(pages.getLast(), 1));
        }
        return pages;
    }
}
