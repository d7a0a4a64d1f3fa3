package org.rtkit4j.capture.replay;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import org.rtkit4j.capture.rings.RingPlaces;
import org.rtkit4j.capture.rings.RingPlaces.Place;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.wire.afk.AfkRing;
import org.rtkit4j.wire.afk.AfkRing.Entry;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.layout.Layout;
import org.rtkit4j.wire.message.Afk;

/// The pointers of AFK rings, which a capture has not: behind the last entry that a bell of the firmware's rings for,
/// and up to where the AP has told that it has written.
final class ReplayRings {
    private final Recording recording;
    private final ReplayMemory memory;
    private final Map<Integer, RingPlaces> endpoints = new HashMap<>();

    ReplayRings(Recording recording, ReplayMemory memory) {
        this.recording = recording;
        this.memory = memory;
    }

    /// Hears a message, when what it refers to is in the memory.
    void hear(int message) {
        int endpoint = recording.endpoint(message);
        if (recording.vocabulary().hasRings(endpoint)) {
            Direction direction = recording.isFromAp(message) ? Direction.AP_TO_IOP : Direction.IOP_TO_AP;
            long word = recording.msg0(message);
            Layout layout = recording.vocabulary().layoutOf(direction, endpoint, word);
            if (layout != null) {
                hear(endpoints.computeIfAbsent(endpoint, _ -> new RingPlaces(memory::number)), layout, word);
            }
        }
    }

    private void hear(RingPlaces places, Layout layout, long word) {
        Place ofAp = places.ofAp();
        if (layout == Afk.SEND && ofAp != null) {
            point(ofAp.reader(), Afk.WPTR.get(word));
        } else {
            places.hear(layout, word);
        }
    }

    /// Hears what a message of the firmware's refers to, piece by piece.
    void hear(int message, Snapshot piece) {
        RingPlaces places = endpoints.get(recording.endpoint(message));
        Place ofIop = places == null ? null : places.ofIop();
        if (ofIop == null
                || !Afk.RECV.matches(recording.msg0(message))
                || piece.bytes().remaining() < Entry.HEAD_BYTES) {
            return;
        }
        MemorySegment entry = MemorySegment.ofBuffer(piece.bytes());
        long at = piece.iova() - ofIop.data();
        if (at >= 0 && at < ofIop.dataBytes() && Entry.isMagic(Entry.MAGIC.get(entry, 0))) {
            long end = at + AfkRing.entryBytes(Entry.SIZE.get(entry, 0), ofIop.stride());
            repeatHead(ofIop, at, entry);
            point(ofIop.writer(), end % ofIop.dataBytes());
        }
    }

    // The head of an entry that lies at the beginning also stands where it would have been.
    private void repeatHead(Place ring, long at, MemorySegment entry) {
        long before = memory.number(ring.writer());
        if (at == 0 && before > 0 && before < ring.dataBytes()) {
            byte[] head = entry.asSlice(0, Entry.HEAD_BYTES).toArray(ValueLayout.JAVA_BYTE);
            memory.fill(Snapshot.of(ring.data() + before, head));
        }
    }

    private void point(long iova, long value) {
        byte[] pointer = new byte[Integer.BYTES];
        AfkRing.POINTER.put(MemorySegment.ofArray(pointer), 0, value);
        memory.fill(Snapshot.of(iova, pointer));
    }
}
