package org.rtkit4j.drivers.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadOnlyDiskTest {
    private final PaperDisk paper = new PaperDisk();
    private final ReadOnlyDisk disk = new ReadOnlyDisk(paper);
    private final ByteBuffer block = ByteBuffer.allocateDirect(512);
    private final DiskCommand command = new DiskCommand(_ -> {});

    @Test
    void readsGoThroughWithTheirAnswers() throws InterruptedException {
        paper.content[511] = 7;
        assertTrue(disk.submit(command.read(0, block, 0, 512)));
        assertEquals(1, disk.inFlight());
        disk.await(0);
        assertEquals(1, disk.poll());
        assertEquals(DiskStatus.OK, command.status());
        assertEquals(7, block.get(511));
    }

    @Test
    void whatTheDiskDoesNotTakeItDoesNotTakeEither() {
        paper.isBusy = true;
        assertFalse(disk.submit(command.read(0, block, 0, 512)));
        assertEquals(0, disk.inFlight());
    }

    @Test
    void aHandlerIsTheDisks() {
        var calls = new ArrayList<String>();
        disk.arm(() -> calls.add("look"));
        assertEquals(List.of("look"), calls);
    }

    @Test
    void whatTheDiskSaysOfItselfItSaysToo() {
        assertEquals(Disk.NEVER, disk.nextDueNanos());
        assertNull(disk.failure());
        paper.failure = "gone";
        assertEquals("gone", disk.failure());
        assertThrows(IOException.class, disk::close);
    }

    @Test
    void noChangeReachesTheDisk() {
        for (DiskCommand change : List.of(
                new DiskCommand(_ -> {}).write(0, block, 0, 512, false),
                new DiskCommand(_ -> {}).writeZeroes(0, 512, false),
                new DiskCommand(_ -> {}).trim(0, 512))) {
            assertThrows(IllegalArgumentException.class, () -> disk.submit(change));
        }
        assertEquals(List.of(), paper.asked);
    }

    @Test
    void itsTraitsSayWhatItIs() {
        assertTrue(disk.traits().isReadOnly());
        assertFalse(disk.traits().canTrim() || disk.traits().canWriteZeroes());
        assertEquals(paper.traits().sizeBytes(), disk.traits().sizeBytes());
    }
}
