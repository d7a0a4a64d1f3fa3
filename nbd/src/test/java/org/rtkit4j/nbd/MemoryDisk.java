package org.rtkit4j.nbd;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.rtkit4j.drivers.disk.Disk;
import org.rtkit4j.drivers.disk.DiskCommand;
import org.rtkit4j.drivers.disk.DiskStatus;
import org.rtkit4j.drivers.disk.DiskTraits;

/// A disk in memory that answers in any order, and fails where a test says so.
///
/// Every command is carried out when it is completed, except that a write takes its data at once.
final class MemoryDisk implements Disk {
    private final DiskTraits traits;
    private final SplittableRandom random;
    private final ByteBuffer content;
    private final List<DiskCommand> flying = new ArrayList<>();
    private final boolean inOrder;
    private volatile String failure;
    final AtomicInteger flushes = new AtomicInteger();
    volatile long badOffset = -1;

    /// Where not null: the next command finds the disk gone, for this reason.
    volatile String failAtNext;

    MemoryDisk(long sizeBytes, long seed) {
        this(sizeBytes, seed, false);
    }

    MemoryDisk(long sizeBytes, long seed, boolean inOrder) {
        traits = new DiskTraits("MEMORY", "M-1", "1.0", 4096, sizeBytes, 0x40000, 0x1000_0000, 61, false, true, true);
        random = new SplittableRandom(seed);
        content = ByteBuffer.allocateDirect((int) sizeBytes);
        this.inOrder = inOrder;
    }

    ByteBuffer content() {
        return content;
    }

    @Override
    public DiskTraits traits() {
        return traits;
    }

    @Override
    public boolean submit(DiskCommand command) {
        command.require(traits);
        if (flying.size() == traits.depth()) {
            return false;
        }
        // The buffer of a write is free once this returns.
        if (command.operation() == DiskCommand.Operation.WRITE) {
            content.put((int) command.offset(), command.buffer(), command.from(), (int) command.length());
        }
        flying.add(command);
        return true;
    }

    @Override
    public int poll() {
        int count = flying.size();
        for (int i = 0; i < count; i++) {
            complete(flying.remove(inOrder ? 0 : random.nextInt(flying.size())));
        }
        return count;
    }

    private void complete(DiskCommand command) {
        int offset = (int) command.offset();
        failure = failAtNext;
        boolean isBad = badOffset >= offset && badOffset < offset + command.length();
        if (failure != null || isBad) {
            command.complete(failure != null ? DiskStatus.LOST : DiskStatus.MEDIA_ERROR, 0x281);
            return;
        }
        switch (command.operation()) {
            case READ -> command.buffer().put(command.from(), content, offset, (int) command.length());
            case WRITE_ZEROES -> {
                for (int i = 0; i < command.length(); i++) {
                    content.put(offset + i, (byte) 0);
                }
            }
            case FLUSH -> flushes.incrementAndGet();
            case WRITE, TRIM -> {}
        }
        command.complete(DiskStatus.OK, 0);
    }

    @Override
    public int inFlight() {
        return flying.size();
    }

    @Override
    public void arm(Runnable handler) {
        if (!flying.isEmpty()) {
            handler.run();
        }
    }

    @Override
    public long nextDueNanos() {
        return NEVER;
    }

    @Override
    public void await(long timeoutNanos) {
        LockSupport.parkNanos(timeoutNanos);
    }

    @Override
    public String failure() {
        return failure;
    }

    @Override
    public void close() {}
}
