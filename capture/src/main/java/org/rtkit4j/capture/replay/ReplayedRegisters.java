package org.rtkit4j.capture.replay;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.wire.iomfb.CallPacket;
import org.rtkit4j.wire.iomfb.CallSignature;
import org.rtkit4j.wire.iomfb.IomfbCallback;
import org.rtkit4j.wire.iomfb.IomfbVersion;
import org.rtkit4j.wire.message.Iomfb;
import org.rtkit4j.wire.message.Vocabulary;
import org.rtkit4j.wire.port.Region;

/// The registers of a recorded display, as its host gave them to the firmware: by their places in the device tree.
final class ReplayedRegisters {
    private static final IomfbCallback CALL = IomfbCallback.MAP_REG;

    private ReplayedRegisters() {}

    /// Returns them, up to the first place that nobody asked for.
    static List<Region> of(Recording recording) {
        Map<Long, Region> byPlace = new TreeMap<>();
        for (Recording.Memory each : recording.memories()) {
            if (isAnswer(recording, each.message())) {
                add(MemorySegment.ofBuffer(each.snapshot().bytes()), byPlace);
            }
        }
        var regions = new ArrayList<Region>();
        Region next = byPlace.get(0L);
        while (next != null) {
            regions.add(next);
            next = byPlace.get((long) regions.size());
        }
        return regions;
    }

    private static boolean isAnswer(Recording recording, int message) {
        return recording.vocabulary() == Vocabulary.DCP
                && recording.isFromAp(message)
                && recording.endpoint(message) == Iomfb.ENDPOINT
                && Iomfb.RETURN.matches(recording.msg0(message));
    }

    private static void add(MemorySegment packet, Map<Long, Region> byPlace) {
        CallSignature signature = signature(packet);
        if (signature == null) {
            return;
        }
        long output = CallPacket.HEAD_BYTES + (long) signature.input().sizeBytes();
        long start = signature.out("address").get(packet, output);
        long size = signature.out("length").get(packet, output);
        if (signature.returned().get(packet, output) == 0 && Region.exists(start, size)) {
            byPlace.putIfAbsent(
                    signature.in("index").get(packet, CallPacket.HEAD_BYTES), new Region("reg", start, size));
        }
    }

    // Which generation it is of, the sizes tell.
    private static @Nullable CallSignature signature(MemorySegment packet) {
        if (packet.byteSize() < CallPacket.HEAD_BYTES) {
            return null;
        }
        int tag = (int) CallPacket.TAG.get(packet, 0);
        for (IomfbVersion version : IomfbVersion.values()) {
            CallSignature signature = IomfbCallback.of(version, tag) == CALL ? CALL.signature(version) : null;
            if (signature != null
                    && packet.byteSize() >= signature.packetBytes()
                    && CallPacket.INPUT_BYTES.get(packet, 0)
                            == signature.input().sizeBytes()
                    && CallPacket.OUTPUT_BYTES.get(packet, 0)
                            == signature.output().sizeBytes()) {
                return signature;
            }
        }
        return null;
    }
}
