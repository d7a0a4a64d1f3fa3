package org.rtkit4j.app.emulate;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.capture.record.ReferredMemory;
import org.rtkit4j.capture.tap.Snapshot;
import org.rtkit4j.capture.tap.SnapshotSource;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.Watcher;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.NvmeDoorbell;
import org.rtkit4j.wire.message.Vocabulary;

/// What a host and the emulated Mac's co-processors say to each other, on its way to a capture. It hears them in the
/// Mac, so it does not matter whose driver the host runs.
final class MacRecording implements Closeable {
    private final CaptureRecorder recorder;
    private final boolean withMemory;
    private final List<Channel> channels = new ArrayList<>();
    private boolean hasLived;

    /// @param recorder closed with this
    /// @param withMemory whether to copy the memory that messages refer to
    MacRecording(CaptureRecorder recorder, List<Profile> profiles, boolean withMemory) throws IOException {
        this.recorder = recorder;
        this.withMemory = withMemory;
        for (Profile profile : profiles) {
            channels.add(channel(profile));
        }
    }

    /// The Mac begins a life.
    ///
    /// @param coprocessors in the order of the profiles
    void follow(List<Coprocessor> coprocessors) {
        for (int i = 0; i < coprocessors.size(); i++) {
            if (hasLived) {
                channels.get(i).mailbox.note(System.nanoTime(), "the Mac has rebooted");
            }
            coprocessors.get(i).watch(new Tap(channels.get(i), memoryOf(coprocessors.get(i))));
        }
        hasLived = true;
    }

    /// @throws IOException if anything could not be written
    @Override
    public void close() throws IOException {
        try {
            recorder.close();
        } catch (IOException e) {
            throw new IOException("the capture is incomplete: " + e.getMessage(), e);
        }
    }

    private Channel channel(Profile profile) throws IOException {
        String name = MacTree.nodeName(profile);
        TapRing mailbox = recorder.add(name, "mailbox of %s, in the emulated Mac".formatted(name));
        TapRing doorbells = profile.nvme() == null
                ? null
                : recorder.add(name + ":nvme", "doorbells of %s, in the emulated Mac".formatted(name));
        return new Channel(mailbox, doorbells);
    }

    private SnapshotSource memoryOf(Coprocessor coprocessor) {
        if (!withMemory) {
            return SnapshotSource.NONE;
        }
        IoSpace memory = coprocessor.memory();
        var vocabulary = Vocabulary.of(MacTree.nodeName(coprocessor.profile()));
        return new ReferredMemory(vocabulary, (iova, mostBytes) -> read(memory, iova, mostBytes));
    }

    // As the co-processor reads it: a DART that refuses remembers that, as it does when the firmware tries.
    private static byte @Nullable [] read(IoSpace memory, long iova, int bytes) {
        var copy = new byte[bytes];
        try {
            memory.load(iova, copy, 0, bytes);
            return copy;
        } catch (DmaFault _) {
            return null;
        }
    }

    private record Channel(TapRing mailbox, @Nullable TapRing doorbells) {}

    private record Tap(Channel channel, SnapshotSource memory) implements Watcher {
        @Override
        public void onSent(long msg0, long msg1) {
            record(Direction.AP_TO_IOP, msg0, msg1);
        }

        @Override
        public void onTaken(long msg0, long msg1) {
            record(Direction.IOP_TO_AP, msg0, msg1);
        }

        @Override
        public void onDoorbell(int offset, int value) {
            TapRing ring = channel.doorbells;
            if (ring != null) {
                long endpoint = NvmeDoorbell.endpoint(offset);
                ring.record(System.nanoTime(), Direction.AP_TO_IOP, Integer.toUnsignedLong(value), endpoint);
            }
        }

        private void record(Direction direction, long msg0, long msg1) {
            long timeNanos = System.nanoTime();
            @Nullable Snapshot snapshot = memory.of(direction, msg0, msg1);
            if (snapshot == null) {
                channel.mailbox.record(timeNanos, direction, msg0, msg1);
            } else {
                channel.mailbox.record(timeNanos, direction, msg0, msg1, snapshot);
            }
        }
    }
}
