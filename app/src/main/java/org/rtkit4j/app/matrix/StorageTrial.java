package org.rtkit4j.app.matrix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.rtkit4j.app.nvme.NvmeSession;
import org.rtkit4j.drivers.disk.DiskChannel;
import org.rtkit4j.drivers.nvme.NvmeOptions;
import org.rtkit4j.emulator.crash.CrashCause;

/// What our driver does with a disk.
final class StorageTrial implements Trial {
    private static final int BLOCK = 4096;
    private static final long PLACE = 7L * BLOCK;

    private final Way way;
    private NvmeSession session;

    StorageTrial(Way way) throws Exception {
        this.way = way;
        session = open();
    }

    private NvmeSession open() throws Exception {
        return NvmeSession.on(way.connection(), NvmeOptions.DEFAULT);
    }

    @Override
    public void read() throws Exception {
        require(content(), 0);
    }

    @Override
    public void write() throws Exception {
        put(1);
        require(content(), 1);
    }

    // On chips whose storage stays up for good there is no such night.
    @Override
    public boolean canSleep() {
        return way.coprocessor().profile().isResettable();
    }

    @Override
    public void sleep() throws Exception {
        session.leave();
        session = open();
        require(content(), 1);
    }

    @Override
    public boolean canRecover() {
        return way.coprocessor().profile().isResettable();
    }

    @Override
    public void recover() throws Exception {
        put(2);
        way.coprocessor().crash(new CrashCause.FailedAssert("matrix.c", 1, "provoked"));
        require(content(), 2);
    }

    private void put(int fill) throws Exception {
        var block = new byte[BLOCK];
        Arrays.fill(block, (byte) fill);
        try (var channel = new DiskChannel(session.disk()).position(PLACE)) {
            channel.write(ByteBuffer.wrap(block));
            channel.force();
        }
    }

    private byte[] content() throws Exception {
        var block = ByteBuffer.allocate(BLOCK);
        try (var channel = new DiskChannel(session.disk()).position(PLACE)) {
            channel.read(block);
        }
        return block.array();
    }

    private static void require(byte[] block, int fill) {
        for (byte each : block) {
            if (each != fill) {
                throw new IllegalStateException("reads something else than was written");
            }
        }
    }

    @Override
    public void close() throws IOException {
        session.leave();
    }
}
