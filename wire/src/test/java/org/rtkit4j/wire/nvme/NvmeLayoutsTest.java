package org.rtkit4j.wire.nvme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.wire.layout.Field;

/// Bytes and words written by hand from the standard and the hosts' sources, not by the code under test.
class NvmeLayoutsTest {
    // A read of 8 blocks from 0x123456789a on, tag 5, namespace 1, FUA.
    private static final MemorySegment READ = segment("""
            02 00 05 00  01 00 00 00  00 00 00 00  00 00 00 00
            00 00 00 00  00 00 00 00  00 40 00 01  08 00 00 00
            00 80 00 01  08 00 00 00  9a 78 56 34  12 00 00 00
            07 00 00 40  00 00 00 00  00 00 00 00  00 00 00 00
            """);

    @Test
    void aReadAsTheStandardHasIt() {
        assertEquals(IoOpcode.READ, Sqe.OPCODE.get(READ, 0));
        assertEquals(5, Sqe.CID.get(READ, 0));
        assertEquals(1, Sqe.NSID.get(READ, 0));
        assertEquals(0x8_0100_4000L, Sqe.PRP1.get(READ, 0));
        assertEquals(0x8_0100_8000L, Sqe.PRP2.get(READ, 0));
        assertEquals(0x12_3456_789aL, Sqe.SLBA.get(READ, 0));
        assertEquals(
                "Read, Write, Write Zeroes CDW12(LR=0, FUA=1, DEAC=0, NLB=7)",
                Sqe.RW_CDW12.format(Sqe.CDW12.get(READ, 0)));
    }

    @Test
    void aTcbAsLinuxAndM1n1WriteIt() {
        MemorySegment tcb = segment("""
                02 01 05 00  07 00 34 12  00 00 00 00  00 00 00 00
                00 00 00 00  00 00 00 00  00 40 00 01  08 00 00 00
                00 80 00 01  08 00 00 00  00 00 00 00  00 00 00 00
                00 00 00 00  00 00 00 00  ff ee dd cc  bb aa 99 88
                """ + "00 ".repeat(64));
        assertEquals(Tcb.BYTES, tcb.byteSize());
        assertEquals(0x02, Tcb.OPCODE.get(tcb, 0));
        assertEquals("DMA flags(FROM_MEMORY=0, TO_MEMORY=1)", Tcb.FLAGS.format(Tcb.DMA_FLAGS.get(tcb, 0)));
        assertEquals(5, Tcb.TAG.get(tcb, 0));
        assertEquals(7, Tcb.LENGTH.get(tcb, 0));
        assertEquals(0x1234_0007L, Tcb.LENGTH_M1N1.get(tcb, 0));
        assertEquals(0x8_0100_4000L, Tcb.PRP1.get(tcb, 0));
        assertEquals(0x8_0100_8000L, Tcb.PRP2.get(tcb, 0));
        assertEquals(0x8899_aabb_ccdd_eeffL, Tcb.AES_IV.get(tcb, 0));
    }

    @Test
    void anAnswerWithAFinalErrorInTheFirstRound() {
        MemorySegment cqe = segment("78 56 34 12 00 00 00 00  03 00 01 00  05 00 05 82");
        assertEquals(0x1234_5678L, Cqe.RESULT.get(cqe, 0));
        assertEquals(3, Cqe.SQ_HEAD.get(cqe, 0));
        assertEquals(1, Cqe.SQ_ID.get(cqe, 0));
        assertEquals(5, Cqe.CID.get(cqe, 0));
        long status = Cqe.STATUS.get(cqe, 0);
        assertEquals(1, Cqe.PHASE.get(status));
        assertEquals(0x102, Cqe.STATUS_CODE.get(status));
        assertEquals(1, Cqe.DO_NOT_RETRY.get(status));
        assertEquals("0x102 invalid queue size", NvmeStatus.describe((int) Cqe.STATUS_CODE.get(status)));
        assertEquals("0x3ff", NvmeStatus.describe(0x3ff));
    }

    /// Values that Linux and m1n1 write, or that the standard gives as examples.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CC        | 0x00460001         | CC(IOCQES=4, IOSQES=6, SHN=none, AMS=0x0, MPS=0, CSS=0x0, EN=1)
                    CC        | 0x00474001         | CC(IOCQES=4, IOSQES=7, SHN=normal, AMS=0x0, MPS=0, CSS=0x0, EN=1)
                    CSTS      | 0x00000009         | CSTS(SHST=complete, CFS=0, RDY=1)
                    CSTS      | 0x00000002         | CSTS(SHST=none, CFS=1, RDY=0)
                    AQA       | 0x00010001         | AQA(ACQS=1, ASQS=1)
                    CAP       | 0x000000200a01003f | CAP(MPSMAX=0, MPSMIN=0, CSS=0x1, DSTRD=0, TO=10, CQR=1, MQES=63)
                    VS        | 0x00010200         | VS(MJR=1, MNR=2, TER=0)
                    MAX_PEND_CMDS | 0x00400040     | MAX_PEND_CMDS(HIGH=64, LOW=64)
                    IOQA      | 0x003f003f         | IOQA(IOCQS=63, IOSQS=63)
                    UNKNOWN_CTRL | 0x00000800      | UNKNOWN_CTRL(PRP_NULL_CHECK=1)
                    LINEAR_SQ_CTRL | 0x00000001    | LINEAR_SQ_CTRL(LINEAR_SQ_EN=1)
                    """)
    void registersAsHostsWriteThem(String name, String word, String expected) {
        var layout = NvmeRegisters.LAYOUTS.stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertEquals(expected, layout.format(Long.parseUnsignedLong(word.substring(2), 16)));
    }

    /// Dwords of commands as Linux writes them.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Create Queue, Delete Queue CDW10   | 0x003f0001 | QSIZE=63, QID=1
                    Create I/O Completion Queue CDW11  | 0x00000003 | IV=0, IEN=1, PC=1
                    Create I/O Submission Queue CDW11  | 0x00010001 | CQID=1, QPRIO=0, PC=1
                    Identify CDW10                     | 0x00000001 | CNTID=0x0, CNS=0x1
                    Get Log Page CDW10                 | 0x007f0002 | NUMDL=127, LID=0x2
                    Get Features, Set Features CDW10   | 0x00000007 | SV=0, SEL=0, FID=0x7
                    Dataset Management CDW10           | 0x000000ff | NR=255
                    Dataset Management CDW11           | 0x00000004 | AD=1, IDW=0, IDR=0
                    """)
    void dwordsAsHostsWriteThem(String name, String word, String expected) {
        var layout = Sqe.LAYOUTS.stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertEquals(name + "(" + expected + ")", layout.format(Long.decode(word)));
    }

    @Test
    void aNamespaceOf4096ByteBlocks() {
        byte[] data = new byte[IdentifyNamespace.BYTES];
        data[0] = 0x40;
        data[2] = 0x01;
        data[130] = 12;
        MemorySegment namespace = MemorySegment.ofArray(data);
        assertEquals(0x1_0040, IdentifyNamespace.NSZE.get(namespace, 0));
        assertEquals(
                "LBAF(LBADS=12, MS=0)",
                IdentifyNamespace.LBAF_LAYOUT.format(IdentifyNamespace.LBAF0.get(namespace, 0)));
    }

    @Test
    void rangesLogsAndTunnelsLieWhereTheStandardAndTheTracerSay() {
        MemorySegment range = segment("00 00 00 00  10 00 00 00  00 02 00 00  01 00 00 00");
        assertEquals(16, DsmRange.BLOCKS.get(range, 0));
        assertEquals(0x1_0000_0200L, DsmRange.FIRST.get(range, 0));
        assertEquals(0x0c, Tunnel.OPCODE.offset());
        assertEquals(0x1c, Tunnel.UNIX_TIME.offset());
        MemorySegment smart = segment("00 2c 01 64 0a 03 " + "00 ".repeat(506));
        assertEquals(300, LogId.Smart.TEMPERATURE.get(smart, 0));
        assertEquals(100, LogId.Smart.SPARE.get(smart, 0));
        assertEquals(3, LogId.Smart.USED.get(smart, 0));
    }

    @Test
    void variantsAreFoundByWhatDeviceTreesCallThem() {
        assertEquals(NvmeVariant.T8103, NvmeVariant.of("apple,t8103-nvme-ans2"));
        assertEquals(NvmeVariant.T8103, NvmeVariant.of("apple,nvme-ans2"));
        assertEquals(NvmeVariant.T8015, NvmeVariant.of("t8015"));
        assertEquals(7, NvmeVariant.T8015.ioSqeShift());
        assertEquals(6, NvmeVariant.T8132.ioSqeShift());
        assertNull(NvmeVariant.of("apple,t9999-nvme-ans2"));
    }

    @Test
    void noTwoStatusesShareACode() {
        var codes = new HashSet<Integer>();
        for (NvmeStatus status : NvmeStatus.values()) {
            assertEquals(true, codes.add(status.code()), status.toString());
            assertEquals(status, NvmeStatus.of(status.code()));
        }
    }

    @Test
    void aFieldOfOneByteIsWrittenAndReadAlone() {
        Field field = IdentifyController.MDTS;
        MemorySegment memory = MemorySegment.ofArray(new byte[IdentifyController.BYTES]);
        field.put(memory, 0, 0x1fa);
        assertEquals(0xfa, field.get(memory, 0));
        assertEquals(0, IdentifyController.CNTLID.get(memory, 0));
    }

    private static MemorySegment segment(String hex) {
        return MemorySegment.ofArray(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }
}
