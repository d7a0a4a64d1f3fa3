package org.rtkit4j.app.via;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.capture.record.CaptureRecorder;
import org.rtkit4j.capture.record.ReferredMemory;
import org.rtkit4j.capture.tap.DockTap;
import org.rtkit4j.capture.tap.SnapshotSource;
import org.rtkit4j.capture.tap.TapRing;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.emulator.Watcher;
import org.rtkit4j.emulator.machine.DmaFault;
import org.rtkit4j.emulator.machine.IoSpace;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.capture.ChannelName;
import org.rtkit4j.wire.capture.NamedEndpoints;
import org.rtkit4j.wire.layout.Direction;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.message.NvmeDoorbell;

/// What an AP and emulated co-processors say to each other, on its way to a capture. It is heard in the emulator, so it
/// does not matter whose driver the AP runs.
public final class EmulatorRecording implements Closeable {
    private final CaptureRecorder recorder;
    private final boolean withMemory;
    private final List<Channel> channels = new ArrayList<>();
    private boolean hasLived;

    /// @param recorder whose clock is [System#nanoTime]; closed with this
    /// @param withMemory whether to copy the memory that messages refer to
    public EmulatorRecording(CaptureRecorder recorder, boolean withMemory) {
        this.recorder = recorder;
        this.withMemory = withMemory;
    }

    /// Makes room for a co-processor: an interface for its mailbox, one for the doorbells of storage, one for
    /// the packets of keyboard and trackpad.
    ///
    /// @param name in the capture
    public void add(String name, Profile profile) throws IOException {
        TapRing mailbox = recorder.add(
                name,
                NamedEndpoints.describe(
                        "mailbox of %s, emulated".formatted(name),
                        profile.speech().names()));
        TapRing doorbells = profile.nvme() == null
                ? null
                : recorder.add(ChannelName.ofDoorbells(name), "doorbells of %s, emulated".formatted(name));
        DockTap dock = profile.mtp() == null
                ? null
                : new DockTap(
                        recorder.add(ChannelName.ofPackets(name), "DockChannel of %s, emulated".formatted(name)),
                        System::nanoTime);
        channels.add(new Channel(name, mailbox, doorbells, dock));
    }

    /// Listens to a machine's co-processors, in the place of those before it: a machine that was rebooted.
    ///
    /// @param coprocessors as many as were added, in that order
    public void follow(List<Coprocessor> coprocessors) {
        List<Watcher> watchers = watchers(coprocessors);
        for (int i = 0; i < coprocessors.size(); i++) {
            coprocessors.get(i).watch(watchers.get(i));
        }
    }

    /// Returns who is to hear what a machine's co-processors say, for a caller who lets others hear it too.
    ///
    /// @param coprocessors as many as were added, in that order
    public List<Watcher> watchers(List<Coprocessor> coprocessors) {
        var watchers = new ArrayList<Watcher>();
        for (int i = 0; i < coprocessors.size(); i++) {
            Channel channel = channels.get(i);
            if (hasLived) {
                channel.reboot();
            }
            watchers.add(new Tap(channel, memoryOf(channel, coprocessors.get(i))));
        }
        hasLived = true;
        return watchers;
    }

    /// @throws IOException if anything could not be written
    @Override
    public void close() throws IOException {
        try {
            channels.forEach(Channel::flush);
            recorder.close();
        } catch (IOException e) {
            throw new IOException("the capture is incomplete: " + e.getMessage(), e);
        }
    }

    private SnapshotSource memoryOf(Channel channel, Coprocessor coprocessor) {
        if (!withMemory) {
            return SnapshotSource.NONE;
        }
        IoSpace memory = coprocessor.memory();
        return new ReferredMemory(
                CoprocessorKind.of(channel.name).vocabulary(), (iova, mostBytes) -> read(memory, iova, mostBytes));
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

    private record Channel(
            String name,
            TapRing mailbox,
            @Nullable TapRing doorbells,
            @Nullable DockTap dock) {
        void reboot() {
            flush();
            mailbox.note(System.nanoTime(), "the machine has rebooted");
        }

        void flush() {
            if (dock != null) {
                dock.flush();
            }
        }
    }

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

        @Override
        public void onBytes(Direction direction, int word, int count) {
            DockTap dock = channel.dock;
            if (dock != null) {
                dock.onBytes(direction, word, count);
            }
        }

        private void record(Direction direction, long msg0, long msg1) {
            long timeNanos = System.nanoTime();
            channel.mailbox.record(timeNanos, direction, msg0, msg1, memory.of(direction, msg0, msg1));
        }
    }
}
