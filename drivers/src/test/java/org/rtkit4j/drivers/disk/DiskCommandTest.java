package org.rtkit4j.drivers.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.drivers.disk.DiskCommand.Operation;

/// What a command says of itself, and which ones no disk of these traits can take.
class DiskCommandTest {
    private static final DiskTraits TRAITS = traits(4096, 1 << 20, 8192, 16384);
    private static final ByteBuffer BUFFER = ByteBuffer.allocate(16384);

    private static DiskTraits traits(int block, long size, int transfer, long range) {
        return new DiskTraits("", "", "", block, size, transfer, range, 1, false, true, true);
    }

    private static DiskCommand command() {
        return new DiskCommand(_ -> {});
    }

    @Test
    void saysWhatItWasMadeFor() {
        DiskCommand write = command().write(4096, BUFFER, 12, 8192, true);
        assertEquals("WRITE offset=0x1000, length=0x2000, PENDING", write.toString());
        assertEquals(Operation.WRITE, write.operation());
        assertEquals(4096, write.offset());
        assertEquals(8192, write.length());
        assertEquals(12, write.from());
        assertSame(BUFFER, write.buffer());
        assertTrue(write.isDurable());
        assertFalse(command().write(0, BUFFER, 0, 4096, false).isDurable());
        assertTrue(command().writeZeroes(0, 4096, true).isDurable());
        assertEquals(
                "TRIM offset=0x1000, length=0x3000, PENDING", "" + command().trim(4096, 12288));
    }

    @Test
    void isMadeOnceAndUsedAgain() {
        var ended = new ArrayList<DiskCommand>();
        var command = new DiskCommand(ended::add);
        assertNull(command.owner());
        assertSame(command, command.by("somebody"));
        command.read(0, BUFFER, 0, 4096).complete(DiskStatus.MEDIA_ERROR, 0x281);
        assertEquals(List.of(command), ended);
        assertEquals(DiskStatus.MEDIA_ERROR, command.status());
        assertEquals(0x281, command.detail());
        assertEquals(0, command.buffer().capacity(), "the buffer is its owner's again");
        assertEquals("somebody", command.owner());
        assertEquals(DiskStatus.PENDING, command.flush().status());
        assertEquals(0, command.detail());
    }

    @Test
    void aReadChangesNothingAndOnlyReadsAndWritesMoveData() {
        assertEquals(
                List.of(Operation.READ, Operation.WRITE),
                List.of(Operation.values()).stream()
                        .filter(Operation::isTransfer)
                        .toList());
        assertEquals(
                List.of(Operation.WRITE, Operation.WRITE_ZEROES, Operation.TRIM),
                List.of(Operation.values()).stream().filter(Operation::isChange).toList());
    }

    @Test
    void whatTheDiskHasItTakes() {
        command().flush().require(TRAITS);
        command().read((1 << 20) - 8192, BUFFER, 8192, 8192).require(TRAITS);
        command().trim((1 << 20) - 16384, 16384).require(TRAITS);
    }

    @Test
    void whatTheDiskDoesNotHaveItRefuses() {
        DiskCommand behind = command().trim(1 << 20, 4096);
        assertEquals(
                "the disk has no such blocks: offset=0x100000, length=0x1000, size=0x100000, block=4096, most=0x4000",
                assertThrows(IllegalArgumentException.class, () -> behind.require(TRAITS))
                        .getMessage());
        for (DiskCommand wrong : List.of(
                command().trim(0, 0),
                command().trim(0, 20480),
                command().trim(-4096, 4096),
                command().trim(512, 4096),
                command().trim(0, 512),
                command().read(0, BUFFER, 0, 12288),
                command().writeZeroes(Long.MAX_VALUE & -4096, 4096, false))) {
            assertThrows(IllegalArgumentException.class, () -> wrong.require(TRAITS), wrong::toString);
        }
        DiskCommand outside = command().write(0, BUFFER, 12289, 4096, false);
        assertThrows(IndexOutOfBoundsException.class, () -> outside.require(TRAITS));
    }

    /// A block, a size, a longest transfer and a longest range that belong together.
    @ParameterizedTest
    @CsvSource({"512, 0, 512, 512", "4096, 8192, 4096, 0", "1, 3, 7, 5"})
    void isADisk(int block, long size, int transfer, long range) {
        assertEquals(size, traits(block, size, transfer, range).sizeBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 4096, 4096",
        "3, 0, 4096, 4096",
        "4096, -4096, 4096, 4096",
        "4096, 4095, 4096, 4096",
        "4096, 4096, 0, 4096",
        "4096, 4096, 6144, 4096",
        "4096, 4096, 4096, 4095"
    })
    void isNoDisk(int block, long size, int transfer, long range) {
        var refused = assertThrows(IllegalArgumentException.class, () -> traits(block, size, transfer, range));
        assertTrue(refused.getMessage().startsWith("no such disk: block=" + block), refused.getMessage());
    }
}
