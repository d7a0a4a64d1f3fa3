package org.rtkit4j.forensics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rtkit4j.forensics.model.RegisterDump.Architecture;
import org.rtkit4j.forensics.model.RegisterDump.Syndrome;
import org.rtkit4j.forensics.syndrome.AsyncErrorStatus;
import org.rtkit4j.forensics.syndrome.DecodedField;
import org.rtkit4j.forensics.syndrome.ExceptionSyndrome;
import org.rtkit4j.forensics.syndrome.FaultAddress;
import org.rtkit4j.forensics.syndrome.MailboxControls;
import org.rtkit4j.forensics.syndrome.ProgramStatus;

class RegisterDecodingTest {
    private static DecodedField field(List<DecodedField> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void readsAWriteToAnUnmappedAddress() {
        // 0x96000045: EC 100101, IL 1, ISS 0x45 = WnR, DFSC 000101.
        List<DecodedField> fields = ExceptionSyndrome.decode(new Syndrome(0x96000045L, false));
        assertEquals(
                new DecodedField("EC", "31:26", 0x25, "Data Abort without a change in Exception level"),
                field(fields, "EC"));
        assertEquals(new DecodedField("IL", "25", 1, "32-bit instruction"), field(fields, "IL"));
        assertEquals(new DecodedField("ISS", "24:0", 0x45, ""), field(fields, "ISS"));
        assertEquals(new DecodedField("WnR", "6", 1, "write"), field(fields, "WnR"));
        assertEquals(new DecodedField("DFSC", "5:0", 5, "Translation fault, level 1"), field(fields, "DFSC"));
    }

    @Test
    void describesTheAccessWhereTheSyndromeDoes() {
        // ISV 1, SAS 3, SRT 5, SF 1; read, permission fault level 3.
        List<DecodedField> fields = ExceptionSyndrome.decode(new Syndrome(0x93c5800fL, false));
        assertEquals(1, field(fields, "ISV").value());
        assertEquals("8 bytes", field(fields, "SAS").meaning());
        assertEquals("register x5", field(fields, "SRT").meaning());
        assertEquals("64-bit register", field(fields, "SF").meaning());
        assertEquals("read", field(fields, "WnR").meaning());
        assertEquals("Permission fault, level 3", field(fields, "DFSC").meaning());
        assertEquals(
                "Data Abort from a lower Exception level", field(fields, "EC").meaning());
    }

    @Test
    void leavesOutWhatClassAndSyndromeAloneDoNotSay() {
        List<DecodedField> fields = ExceptionSyndrome.decode(Syndrome.of(0x25, 0x4f));
        assertTrue(fields.stream().noneMatch(field -> field.name().equals("IL")));
        assertEquals("write", field(fields, "WnR").meaning());
        assertEquals("Permission fault, level 3", field(fields, "DFSC").meaning());
    }

    @Test
    void readsAnInstructionAbortAndABreakpoint() {
        List<DecodedField> abort = ExceptionSyndrome.decode(new Syndrome(0x86000010L, false));
        assertEquals(
                "Instruction Abort without a change in Exception level",
                field(abort, "EC").meaning());
        assertEquals("Synchronous External abort", field(abort, "IFSC").meaning());
        List<DecodedField> brk = ExceptionSyndrome.decode(new Syndrome(0xf2000001L, false));
        assertEquals("BRK instruction in AArch64", field(brk, "EC").meaning());
        assertEquals(1, field(brk, "imm16").value());
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, 'Address size fault, level 0'",
        "0x07, 'Translation fault, level 3'",
        "0x09, 'Access flag fault, level 1'",
        "0x0f, 'Permission fault, level 3'",
        "0x10, 'Synchronous External abort'",
        "0x11, 'Synchronous Tag Check Fault'",
        "0x16, 'Synchronous External abort on translation table walk, level 2'",
        "0x18, 'Synchronous parity or ECC error'",
        "0x1d, 'Synchronous parity or ECC error on translation table walk, level 1'",
        "0x21, 'Alignment fault'",
        "0x30, 'TLB conflict abort'",
        "0x3f, 'fault status 0x3f'"
    })
    void namesFaultStatus(int status, String meaning) {
        assertEquals(meaning, ExceptionSyndrome.faultStatus(status));
    }

    @Test
    void readsTheProgramStatus() {
        // 0x600012c5: Z, C, SSBS, D, I, F, EL1h.
        List<DecodedField> fields = ProgramStatus.decode(Architecture.AARCH64, 0x600012c5L);
        assertEquals(
                List.of("Z", "C", "SSBS", "D", "I", "F", "M"),
                fields.stream()
                        .filter(field -> field.value() != 0)
                        .map(DecodedField::name)
                        .toList());
        assertEquals("EL1h", field(fields, "M").meaning());
        assertEquals("IRQ masked", field(fields, "I").meaning());
    }

    @Test
    void readsTheProgramStatusOfA32BitCore() {
        List<DecodedField> fields = ProgramStatus.decode(Architecture.AARCH32, 0x80000197L);
        assertEquals(
                List.of("N", "A", "I", "M"),
                fields.stream()
                        .filter(field -> field.value() != 0)
                        .map(DecodedField::name)
                        .toList());
        assertEquals("Abort", field(fields, "M").meaning());
    }

    @ParameterizedTest
    @CsvSource({"0, EL0t", "4, EL1t", "5, EL1h", "8, EL2t", "9, EL2h", "13, EL3h", "16, unknown"})
    void namesLevels(long psr, String level) {
        assertEquals(level, ProgramStatus.level(psr));
    }

    @Test
    void readsATrappedSystemRegisterAccess() {
        // EC 0x18; Op0 3, Op2 0, Op1 3, CRn 15, Rt 5, CRm 8, read: L2C_ERR_STS, s3_3_c15_c8_0, into x5.
        long esr = 0x6200_0000L | 3 << 20 | 3 << 14 | 15 << 10 | 5 << 5 | 8 << 1 | 1;
        List<DecodedField> fields = ExceptionSyndrome.decode(new Syndrome(esr, false));
        assertEquals(3, field(fields, "Op0").value());
        assertEquals(3, field(fields, "Op1").value());
        assertEquals(15, field(fields, "CRn").value());
        assertEquals(8, field(fields, "CRm").value());
        assertEquals("register x5", field(fields, "Rt").meaning());
        assertEquals("read: MRS", field(fields, "Direction").meaning());
    }

    @Test
    void readsAnSErrorAndAWatchpointAndAFloatingPointException() {
        assertEquals(
                "asynchronous SError interrupt",
                field(ExceptionSyndrome.decode(new Syndrome(0xbe00_0411L, false)), "DFSC")
                        .meaning());
        assertEquals(
                "unrecoverable state",
                field(ExceptionSyndrome.decode(new Syndrome(0xbe00_0411L, false)), "AET")
                        .meaning());
        assertEquals(
                "write",
                field(ExceptionSyndrome.decode(new Syndrome(0xd600_0062L, false)), "WnR")
                        .meaning());
        assertEquals(
                "division by zero",
                field(ExceptionSyndrome.decode(new Syndrome(0xb280_0002L, false)), "DZF")
                        .meaning());
    }

    @Test
    void readsTheFaultAddressByItsParts() {
        List<DecodedField> fields = FaultAddress.decode(Architecture.AARCH64, 0xffff_ffff_4116_fbd0L);
        assertEquals(new DecodedField("TAG", "63:56", 0xff, ""), field(fields, "TAG"));
        assertEquals("upper half, TTBR1", field(fields, "VA55").meaning());
        assertEquals(0xbd0, field(fields, "OFFSET").value());
        assertEquals(
                "the first page: looks like a null pointer",
                field(FaultAddress.decode(Architecture.AARCH32, 0x18), "PAGE").meaning());
    }

    @Test
    void namesTheFlagsOfErrorRegistersAndKeepsTheRest() {
        List<DecodedField> fields = AsyncErrorStatus.decode("l2c_err_sts", 0x5100_0000_0000_0082L);
        assertEquals(1, field(fields, "ENABLE_W1C").value());
        assertEquals(1, field(fields, "ACCESS_FAULT").value());
        assertEquals(1, field(fields, "RECURSIVE_FAULT").value());
        assertEquals(0x5000_0000_0000_0000L, field(fields, "unknown").value());
        assertEquals(
                7, field(AsyncErrorStatus.decode("never_seen", 7), "unknown").value());
    }

    @Test
    void readsAMailboxControlByItsFields() {
        // The AP's OUTBOX0_CTRL of the real report: empty, read and write pointer 1, enabled.
        List<DecodedField> fields = MailboxControls.decode(0x0002_1101);
        assertEquals(1, field(fields, "EMPTY").value());
        assertEquals(0, field(fields, "FULL").value());
        assertEquals(new DecodedField("RPTR", "15:12", 1, ""), field(fields, "RPTR"));
        assertEquals(1, field(fields, "WPTR").value());
        assertEquals("the queue is on", field(fields, "ENABLE").meaning());
    }

    @Test
    void readsTheNewerFlagsOfTheProgramStatus() {
        List<DecodedField> fields = ProgramStatus.decode(Architecture.AARCH64, 0x0200_2c05L);
        assertEquals(1, field(fields, "TCO").value());
        assertEquals(1, field(fields, "ALLINT").value());
        assertEquals(3, field(fields, "BTYPE").value());
    }
}
